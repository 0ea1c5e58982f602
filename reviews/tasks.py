"""Doorbells: an id comes in, one action is called. Safe to ring twice."""

from activity.doorbell import doorbell
from reviews.actions.scoring import rescore

rescore_submission = doorbell("reviews.rescore")(rescore)
