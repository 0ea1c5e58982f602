"""What a month's delay of one deal makes of the months."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.statistics.postponing import Postponed, best_postponed

MONTHS = 4
PART = st.lists(st.integers(0, 500), min_size=MONTHS, max_size=MONTHS)


@pytest.mark.parametrize(
    ("deals", "expected"),
    [
        ({7: [0, 30, 0, 0]}, Postponed(7, 80)),
        ({7: [0, 30, 30, 30]}, Postponed(7, 80)),
        ({7: [0, 10, 0, 0], 8: [0, 25, 0, 0]}, Postponed(8, 85)),
        ({7: [20, 20, 0, 0]}, None),
        ({7: [0, 60, 0, 0]}, None),
        ({}, None),
    ],
    ids=["once", "every month from then on", "the heavier", "refilled from before", "fills the next", "none"],
)
def test_the_delay_that_helps_most(deals: dict[int, list[int]], expected: Postponed | None) -> None:
    assert best_postponed([40, 110, 50, 50], 100, 1, deals) == expected


@given(st.lists(PART, min_size=1, max_size=5), PART, st.integers(1, 900), st.integers(0, MONTHS - 1))
def test_no_delay_that_is_proposed_makes_any_month_worse_than_full(
    parts: list[list[int]], others: list[int], capacity: int, full: int
) -> None:
    loads = [sum(column) for column in zip(others, *parts, strict=True)]
    found = best_postponed(loads, capacity, full, dict(enumerate(parts)))
    if found is None:
        return
    late = [0, *parts[found.key]][:MONTHS]
    after = [load - now + then for load, now, then in zip(loads, parts[found.key], late, strict=True)]
    assert after[full] == found.minutes < loads[full]
    assert all(new <= max(old, capacity) for old, new in zip(loads, after, strict=True))
