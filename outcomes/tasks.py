"""Doorbells: an id comes in, one action is called. Safe to ring twice."""

from activity.doorbell import doorbell
from outcomes.actions.taking_over import take_over

take_over_signed = doorbell("outcomes.take_over")(take_over)
