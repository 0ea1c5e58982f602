"""A clock of business time that can stand still. Pure.

While it runs, the moment at which it is used up says all; while it stands, the time to go does. Time used
and time to go always add up to the time allowed, whatever pauses there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from reviews.engine.deadlines import LONGEST_SEARCH, NoWorkingTime, WorkCalendar, due_at, hours_between


@dataclass(frozen=True)
class BusinessClock:
    """`left` is set while it stands (negative once it is late) and None while it runs."""

    calendar: WorkCalendar
    allowed: timedelta
    due_at: datetime
    left: timedelta | None = None

    @classmethod
    def started(cls, at: datetime, allowed: timedelta, calendar: WorkCalendar) -> "BusinessClock":
        """Raises NoWorkingTime when the calendar never opens."""
        return cls(calendar, allowed, shifted(at, allowed, calendar))

    def left_at(self, now: datetime) -> timedelta:
        """Business time to go; negative once it is late."""
        if self.left is not None:
            return self.left
        return timedelta(hours=hours_between(now, self.due_at, self.calendar))

    def used_at(self, now: datetime) -> timedelta:
        return self.allowed - self.left_at(now)

    def paused(self, now: datetime) -> "BusinessClock":
        """Standing; a clock that stands already goes on standing."""
        return replace(self, left=self.left_at(now))

    def resumed(self, now: datetime) -> "BusinessClock":
        if self.left is None:
            return self
        return replace(self, left=None, due_at=shifted(now, self.left, self.calendar))

    def at_share(self, per_cent: int) -> datetime:
        """When so many per cent of the time allowed will be, or were, used; more than 100 is late."""
        return shifted(self.due_at, self.allowed * (per_cent - 100) / 100, self.calendar)


def shifted(start: datetime, span: timedelta, calendar: WorkCalendar) -> datetime:
    """The moment that lies `span` of business time after `start`, or before it when negative.

    Raises NoWorkingTime when the calendar does not open for as long as anybody looks.
    """
    if not span:
        return start
    if span > timedelta():
        return due_at(start, span / timedelta(hours=1), calendar)
    left = -span
    for opens, closes in _spans_before(start, calendar):
        if left <= closes - opens:
            return closes - left
        left -= closes - opens
    raise NoWorkingTime(f"no working time in {calendar.time_zone} before {start:%Y-%m-%d}")


def _spans_before(start: datetime, calendar: WorkCalendar) -> Iterator[tuple[datetime, datetime]]:
    """Working spans back from `start`, clipped to it, in UTC, the latest first."""
    zone = ZoneInfo(calendar.time_zone)
    day = start.astimezone(zone).date()
    first = day - LONGEST_SEARCH
    while day >= first:
        if day.weekday() in calendar.working_days and day not in calendar.holidays:
            opens = datetime.combine(day, calendar.opens_at, zone).astimezone(UTC)
            closes = datetime.combine(day, calendar.closes_at, zone).astimezone(UTC)
            if opens < start:
                yield opens, min(closes, start.astimezone(UTC))
        day -= timedelta(days=1)
