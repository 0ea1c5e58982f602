"""Effort and moments, as people say them."""

import datetime as dt

import pytest

from dealdesk.kit import spans

NOW = dt.datetime(2026, 12, 8, 10, 15, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(0, "0\u00a0h"), (45, "45\u00a0min"), (60, "1\u00a0h"), (90, "1.5\u00a0h"), (72_000, "1,200\u00a0h")],
)
def test_effort_is_in_hours_once_there_is_one(minutes: int, shown: str) -> None:
    assert spans.in_hours(minutes) == shown


@pytest.mark.parametrize(
    ("minutes", "shown"), [(480, "1\u00a0day"), (240, "0.5\u00a0days"), (6000, "12.5\u00a0days")]
)
def test_person_day_has_eight_hours(minutes: int, shown: str) -> None:
    assert spans.in_person_days(minutes) == shown


def test_short_time_says_no_more_than_is_needed() -> None:
    assert spans.in_short(NOW.replace(hour=9, minute=5), NOW) == "09:05"
    assert spans.in_short(NOW.replace(day=3), NOW) == "3 Dec 10:15"
    assert spans.in_short(NOW.replace(year=2025), NOW) == "8 Dec 2025"


def test_full_time_names_day_and_zone() -> None:
    assert spans.in_full(NOW) == "Tuesday 8 December 2026 at 10:15 UTC"


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (10, "in 10 days"), (-3, "3 days ago")],
)
def test_distance_from_today_is_said_in_days(days: int, said: str) -> None:
    today = NOW.date()
    assert spans.from_today(today + dt.timedelta(days=days), today) == said
