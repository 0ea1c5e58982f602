"""Business time that can stand still: nothing is lost and nothing is won by pausing."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.engine.clock import BusinessClock, shifted
from reviews.engine.deadlines import NoWorkingTime, WorkCalendar, hours_between

UTC = dt.UTC
MONDAY = dt.datetime(2026, 11, 23, 9, tzinfo=UTC)
OFFICE = WorkCalendar("UTC", frozenset(range(5)), dt.time(9), dt.time(17))


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    opens = draw(st.integers(0, 20))
    closes = draw(st.integers(opens + 1, 23))
    days = draw(st.frozensets(st.integers(0, 6), min_size=1))
    holidays = draw(st.frozensets(st.dates(dt.date(2026, 11, 1), dt.date(2027, 2, 28)), max_size=5))
    zone = draw(st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"]))
    return WorkCalendar(zone, days, dt.time(opens), dt.time(closes, 30), holidays)


moments = st.datetimes(dt.datetime(2026, 11, 1), dt.datetime(2026, 12, 31), timezones=st.just(UTC))
waits = st.lists(st.timedeltas(dt.timedelta(), dt.timedelta(days=4)), max_size=8)


def is_near(left: dt.timedelta, right: dt.timedelta) -> bool:
    return abs(left - right) < dt.timedelta(milliseconds=1)


@given(calendars(), moments, st.integers(1, 60), waits)
def test_time_used_and_time_to_go_make_what_was_allowed_whatever_pauses_there_are(
    calendar: WorkCalendar, start: dt.datetime, hours: int, spans: list[dt.timedelta]
) -> None:
    """The spans are by turns running and standing; only what ran counts as used."""
    clock, now, ran = BusinessClock.started(start, dt.timedelta(hours=hours), calendar), start, dt.timedelta()
    for index, span in enumerate(spans):
        if index % 2 == 0:
            clock = clock.resumed(now)
            ran += dt.timedelta(hours=hours_between(now, now + span, calendar))
        else:
            clock = clock.paused(now)
        now += span
        assert is_near(clock.used_at(now) + clock.left_at(now), clock.allowed)
        assert is_near(clock.used_at(now), ran)


@given(calendars(), moments, st.timedeltas(dt.timedelta(), dt.timedelta(hours=80)))
def test_so_much_later_and_so_much_before_are_the_same_way(
    calendar: WorkCalendar, start: dt.datetime, span: dt.timedelta
) -> None:
    later = shifted(start, span, calendar)
    assert is_near(dt.timedelta(hours=hours_between(shifted(later, -span, calendar), later, calendar)), span)


def test_a_clock_that_stands_over_a_weekend_loses_nothing() -> None:
    clock = BusinessClock.started(MONDAY, dt.timedelta(hours=16), OFFICE)
    assert clock.due_at == MONDAY + dt.timedelta(days=1, hours=8)
    standing = clock.paused(MONDAY + dt.timedelta(hours=3))
    assert standing.left_at(MONDAY + dt.timedelta(days=30)) == dt.timedelta(hours=13)
    running = standing.resumed(MONDAY + dt.timedelta(days=4))
    assert running.due_at == MONDAY + dt.timedelta(days=7, hours=5)


def test_a_late_clock_is_as_late_after_a_pause_as_before() -> None:
    clock = BusinessClock.started(MONDAY, dt.timedelta(hours=4), OFFICE)
    late = MONDAY + dt.timedelta(hours=6)
    again = clock.paused(late).resumed(late + dt.timedelta(days=2))
    assert again.left_at(late + dt.timedelta(days=2)) == dt.timedelta(hours=-2)


def test_shares_of_the_time_allowed_lie_on_both_sides_of_the_due_moment() -> None:
    clock = BusinessClock.started(MONDAY, dt.timedelta(hours=8), OFFICE)
    assert clock.at_share(50) == MONDAY + dt.timedelta(hours=4)
    assert clock.at_share(125) == MONDAY + dt.timedelta(days=1, hours=2)
    assert clock.paused(MONDAY).paused(MONDAY + dt.timedelta(hours=5)).left == dt.timedelta(hours=8)


def test_a_calendar_that_never_opens_is_told_apart() -> None:
    closed = WorkCalendar("UTC", frozenset(), dt.time(9), dt.time(17))
    for span in (dt.timedelta(hours=1), dt.timedelta(hours=-1)):
        with pytest.raises(NoWorkingTime):
            shifted(MONDAY, span, closed)
