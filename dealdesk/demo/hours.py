"""When people of the demo company work: on weekdays, from nine to five where they live. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS, CLOSES = time(9), time(17)
SATURDAY = 5


def weekday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))


def start_of_work(
    day: date, share: float, lasts: timedelta, zone: str, *, until: datetime | None = None
) -> datetime:
    """The start, in UTC, of a piece of work on `day` at `share` (0 to 1) of the working day.

    It ends by five o'clock, and by `until` where given: then earlier on that day, or on a day before.
    """
    local = ZoneInfo(zone)
    if until is not None:
        day = min(day, until.astimezone(local).date())
    while True:
        day = weekday(day)
        opens = datetime.combine(day, OPENS, local).astimezone(UTC)
        latest = datetime.combine(day, CLOSES, local).astimezone(UTC) - lasts
        wished = opens + share * (latest - opens)
        if until is not None:
            wished = min(wished, until - lasts)
        if wished >= opens:
            return wished.replace(microsecond=0)
        day -= timedelta(days=1)
