"""People of the demo company work on weekdays from nine to five, wherever they live."""

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from dealdesk.demo.hours import CLOSES, OPENS, SATURDAY, start_of_work, weekday

FRIDAY = dt.date(2026, 11, 20)
ZONES = st.sampled_from(["Europe/Berlin", "Europe/London", "America/Toronto", "UTC"])
LENGTHS = st.integers(min_value=0, max_value=120).map(lambda minutes: dt.timedelta(minutes=minutes))
DAYS = st.dates(min_value=dt.date(2026, 1, 1), max_value=dt.date(2027, 12, 31))
SHARES = st.floats(min_value=0, max_value=1)


def test_a_weekend_belongs_to_the_friday_before_it() -> None:
    assert [weekday(FRIDAY + dt.timedelta(days=step)) for step in range(4)] == [
        FRIDAY,
        FRIDAY,
        FRIDAY,
        FRIDAY + dt.timedelta(days=3),
    ]


@given(DAYS, SHARES, LENGTHS, ZONES)
def test_work_begins_and_ends_within_a_working_day(
    day: dt.date, share: float, lasts: dt.timedelta, zone: str
) -> None:
    begins = start_of_work(day, share, lasts, zone).astimezone(ZoneInfo(zone))
    assert begins.date() == weekday(day)
    assert begins.weekday() < SATURDAY
    assert begins.time() >= OPENS
    assert (begins + lasts).time() <= CLOSES


@given(DAYS, SHARES, LENGTHS, ZONES, st.integers(min_value=0, max_value=96))
def test_work_is_over_in_time_or_done_on_a_day_before(
    day: dt.date, share: float, lasts: dt.timedelta, zone: str, hours: int
) -> None:
    until = dt.datetime.combine(day, dt.time(), dt.UTC) + dt.timedelta(hours=hours - 48)
    begins = start_of_work(day, share, lasts, zone, until=until)
    local = begins.astimezone(ZoneInfo(zone))
    assert begins + lasts <= until
    assert local.weekday() < SATURDAY
    assert OPENS <= local.time() <= CLOSES
