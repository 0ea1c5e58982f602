"""The suggested hold and its release, checked against their definition."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.commission import hold_of, part_released, share_released
from reviews.engine.scoring import tenths_of

DOSES = st.integers(0, 10_000_000)


@pytest.mark.parametrize(
    ("dose", "hold"),
    [
        (0, 0),
        (40_000, 0),
        (51_293, 5),
        (223_144, 10),
        (446_287, 20),
        (597_837, 25),
        (1_386_294, 40),
        (9_000_000, 50),
    ],
)
def test_the_hold_is_half_the_score_in_steps_of_five(dose: int, hold: int) -> None:
    assert hold_of(dose) == hold


@given(DOSES)
def test_it_is_the_definition(dose: int) -> None:
    half = Decimal(tenths_of(dose)) / 20
    rounded = (half / 5).to_integral_value(ROUND_HALF_UP) * 5
    assert hold_of(dose) == min(50, rounded)
    assert 0 <= hold_of(dose) <= 50


@given(DOSES, DOSES)
def test_more_pain_never_holds_less(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert hold_of(low) <= hold_of(high)


@given(st.integers(1, 10_000_000), DOSES, DOSES)
def test_more_real_pain_never_releases_more(predicted: int, one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert 0 < share_released(predicted, high) <= share_released(predicted, low) <= 1


def test_a_quarter_more_is_within_and_beyond_it_the_share_falls() -> None:
    assert share_released(400_000, 500_000) == 1
    assert share_released(400_000, 500_001) == Fraction(400_000, 500_001)
    assert share_released(400_000, 800_000) == Fraction(1, 2)
    assert share_released(0, 0) == 1 and share_released(0, 1) == 0


@given(st.integers(0, 10).map(lambda step: 5 * step), DOSES, DOSES)
def test_three_parts_never_release_more_than_was_held(hold: int, predicted: int, realised: int) -> None:
    assert 0 <= 3 * part_released(hold, predicted, realised) <= hold
