"""What a month's delay of one deal makes of the months."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.statistics.postponing import Postponed, helpful, overfills

MONTHS = 4
LOADS = [40, 110, 50, 50]
PART = st.lists(st.integers(0, 500), min_size=MONTHS, max_size=MONTHS)


@pytest.mark.parametrize(
    ("deals", "expected"),
    [
        ({7: [0, 30, 0, 0]}, [Postponed(7, 80)]),
        ({7: [0, 30, 30, 30]}, [Postponed(7, 80)]),
        ({7: [0, 10, 0, 0], 8: [0, 25, 0, 0]}, [Postponed(8, 85), Postponed(7, 100)]),
        ({7: [20, 20, 0, 0]}, []),
        ({}, []),
    ],
    ids=["once", "every month from then on", "the heavier first", "refilled from before", "none"],
)
def test_the_delays_that_help(deals: dict[int, list[int]], expected: list[Postponed]) -> None:
    assert helpful(LOADS, 1, deals) == expected


@pytest.mark.parametrize(
    ("parts", "is_too_much"),
    [([0, 50, 0, 0], False), ([0, 60, 0, 0], True), ([10, 0, 0, 0], True), ([0, 60, 60, 0], True)],
    ids=["July is full then", "July is over then", "June is further over", "August is over then"],
)
def test_a_delay_may_fill_another_month(parts: list[int], is_too_much: bool) -> None:
    assert overfills(LOADS, 100, parts) is is_too_much


@given(PART, PART, st.integers(1, 900), st.integers(0, MONTHS - 1))
def test_what_helps_and_overfills_nothing_makes_no_month_worse_than_full(
    others: list[int], parts: list[int], capacity: int, full: int
) -> None:
    loads = [one + other for one, other in zip(others, parts, strict=True)]
    after = [one + before for one, before in zip(others, [0, *parts[:-1]], strict=True)]
    for found in helpful(loads, full, {1: parts}):
        assert after[full] == found.minutes < loads[full]
    worst = [max(load, capacity) for load in loads]
    assert overfills(loads, capacity, parts) == any(
        new > most for new, most in zip(after, worst, strict=True)
    )
