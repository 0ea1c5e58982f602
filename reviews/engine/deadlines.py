"""Business-hours arithmetic: when is an answer due, and how much working time is left? Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONGEST_SEARCH = timedelta(days=3 * 366)


@dataclass(frozen=True)
class WorkCalendar:
    """When a function works: days (0 is Monday), opening hours in its own time zone, holidays."""

    time_zone: str
    working_days: frozenset[int]
    opens_at: time
    closes_at: time
    holidays: frozenset[date] = frozenset()


class NoWorkingTime(ValueError):
    """The calendar has no working time within three years, so nothing can ever be due."""


def due_at(start: datetime, hours: float, calendar: WorkCalendar) -> datetime:
    """The moment at which `hours` business hours have passed since `start` (both in UTC).

    Raises NoWorkingTime when the calendar never opens.
    """
    left = timedelta(hours=hours)
    for opens, closes in _open_spans(start, calendar):
        span = closes - opens
        if left <= span:
            return opens + left
        left -= span
    raise NoWorkingTime(f"no working time in {calendar.time_zone} after {start:%Y-%m-%d}")


def hours_between(start: datetime, end: datetime, calendar: WorkCalendar) -> float:
    """Business hours from `start` to `end`; negative when `end` lies before `start`."""
    if end < start:
        return -hours_between(end, start, calendar)
    total = timedelta()
    for opens, closes in _open_spans(start, calendar):
        if opens >= end:
            break
        total += min(closes, end) - opens
    return total / timedelta(hours=1)


def _open_spans(start: datetime, calendar: WorkCalendar) -> Iterator[tuple[datetime, datetime]]:
    """Working spans from `start` on, clipped to it, in UTC; stops after the longest search."""
    zone = ZoneInfo(calendar.time_zone)
    day = start.astimezone(zone).date()
    last = day + LONGEST_SEARCH
    while day <= last:
        if day.weekday() in calendar.working_days and day not in calendar.holidays:
            opens = datetime.combine(day, calendar.opens_at, zone).astimezone(UTC)
            closes = datetime.combine(day, calendar.closes_at, zone).astimezone(UTC)
            if closes > start:
                yield max(opens, start.astimezone(UTC)), closes
        day += timedelta(days=1)
