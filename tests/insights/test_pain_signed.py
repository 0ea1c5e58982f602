"""Pain signed stands beside the quarter before up to the same day, never beside another part of it."""

import datetime as dt

import pytest

from accounts.models import User
from insights.actions.folding import fold
from insights.filters import Filter
from insights.periods import Quarter
from insights.presentation.dashboard.page import dashboard_page
from insights.presentation.tables import Figure
from insights.presentation.words import change, in_points
from outcomes.models import Handover
from tests.make import Cast
from tests.make_outcomes import make_signed

WORK = {"once": (600, 900, 1200), "monthly": (60, 60, 120), "confidence": 70}
EARLY, SAME, PAST = dt.date(2026, 1, 10), dt.date(2026, 2, 20), dt.date(2026, 2, 22)
FIRST, RUNNING = dt.date(2026, 4, 3), dt.date(2026, 5, 21)
"""SAME is day 51 of the first quarter, as RUNNING is of the second: a Thursday of its eighth week."""


def sign(cast: Cast, on: dt.date, level: int = 2) -> Handover:
    handover = make_signed(cast, on=on, level=level, answer=WORK)
    fold(handover.deal_id)
    return handover


@pytest.fixture
def signed(cast: Cast) -> dict[dt.date, int]:
    """Doses by day of signing."""
    levels = {EARLY: 1, SAME: 2, PAST: 2, FIRST: 2}
    return {day: sign(cast, day, level).dose for day, level in levels.items()}


def pain(reader: User, today: dt.date, quarter: str = "2026-Q2") -> Figure:
    now = dt.datetime.combine(today, dt.time(9), tzinfo=dt.UTC)
    return dashboard_page(reader, Filter(Quarter.named(quarter)), now).figures[1]


def test_a_deal_of_the_running_week_is_in_both_the_number_and_its_comparison(
    cast: Cast, signed: dict[dt.date, int]
) -> None:
    before = signed[EARLY] + signed[SAME]
    figure = pain(cast.anders, RUNNING)
    assert figure.value == in_points(signed[FIRST])
    assert figure.note == f"{change(signed[FIRST], before)} Q1 2026 up to the same day, 1 deal"
    now = signed[FIRST] + sign(cast, RUNNING).dose
    figure = pain(cast.anders, RUNNING)
    assert figure.value == in_points(now)
    assert figure.note == f"{change(now, before)} Q1 2026 up to the same day, 2 deals"


def test_the_quarter_before_counts_up_to_the_same_day_and_no_further(
    cast: Cast, signed: dict[dt.date, int]
) -> None:
    days = {RUNNING - dt.timedelta(days=1): [EARLY], RUNNING: [EARLY, SAME]}
    days[RUNNING + dt.timedelta(days=2)] = [EARLY, SAME, PAST]
    for today, counted in days.items():
        compared = change(signed[FIRST], sum(signed[day] for day in counted))
        assert pain(cast.anders, today).note.startswith(f"{compared} Q1 2026 up to the same day"), today


def test_a_quarter_that_is_over_stands_beside_the_whole_of_the_one_before(
    cast: Cast, signed: dict[dt.date, int]
) -> None:
    whole = signed[EARLY] + signed[SAME] + signed[PAST]
    note = pain(cast.anders, dt.date(2026, 7, 2)).note
    assert note == f"{change(signed[FIRST], whole)} Q1 2026, 1 deal"


def test_the_last_day_of_a_longer_quarter_stands_beside_all_of_a_shorter_one(cast: Cast) -> None:
    before = sign(cast, dt.date(2026, 3, 31)).dose
    now = sign(cast, dt.date(2026, 6, 29), level=1).dose
    assert pain(cast.anders, dt.date(2026, 6, 30)).note == (
        f"{change(now, before)} Q1 2026 up to the same day, 1 deal"
    )


def test_without_anything_by_that_day_nothing_is_compared(cast: Cast) -> None:
    sign(cast, PAST)
    sign(cast, FIRST)
    assert pain(cast.anders, RUNNING).note == "1 deal"
