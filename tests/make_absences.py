"""Makers for absences and for moments of a working week."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from accounts.actions import plan_absence
from accounts.models import Delegation, User

BERLIN = ZoneInfo("Europe/Berlin")


def berlin(day: int, hour: int = 9, minute: int = 0, *, month: int = 11) -> dt.datetime:
    """A moment of November 2026 where the cast works; the 23rd is a Monday."""
    return dt.datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


def day(number: int, month: int = 11) -> dt.date:
    return dt.date(2026, month, number)


def make_absence(
    giver: User, taker: User | None = None, *, first: int = 23, last: int = 27, **facts: Any
) -> Delegation:
    """Away from the 23rd to the 27th of November 2026, planned by themselves unless said otherwise."""
    by = facts.pop("by", giver)
    return plan_absence(giver, by=by, taker=taker, starts_on=day(first), ends_on=day(last), **facts)


def make_far_absence(giver: User, day: int = 1) -> Delegation:
    """One day of January 2031, when nobody stands in."""
    away_on = dt.date(2031, 1, day)
    return plan_absence(giver, by=giver, starts_on=away_on, ends_on=away_on)


def away_now(giver: User, taker: User | None = None) -> Delegation:
    """Away today and tomorrow, planned by themselves."""
    today = dt.date.today()
    return plan_absence(giver, by=giver, taker=taker, starts_on=today, ends_on=today + dt.timedelta(days=1))
