"""Function calendars as the engine's deadlines read them."""

from datetime import datetime

from accounts.models import Function
from reviews.engine.deadlines import WorkCalendar, due_at


def calendar_of(function: Function) -> WorkCalendar:
    return WorkCalendar(
        time_zone=function.time_zone,
        working_days=frozenset(function.working_days),
        opens_at=function.opens_at,
        closes_at=function.closes_at,
        holidays=frozenset(holiday.on for holiday in function.holidays.all()),
    )


def review_due_at(function: Function, asked_at: datetime) -> datetime:
    """Raises NoWorkingTime when the function's calendar never opens."""
    return due_at(asked_at, function.response_hours, calendar_of(function))
