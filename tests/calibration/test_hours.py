"""What work really takes: by function, then by reviewer. docs/outcomes.md, section 2."""

from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.calibration.evidence import SignedDeal
from outcomes.calibration.hours import hour_biases
from reviews.engine.learned import Habit
from reviews.engine.scales import DEFAULT_POLICY
from tests.make_calibration import make_signed_deal

EVA, TOM = 1, 2


def took(factor: float, times: int, *, reviewer: int = EVA, function: str = "DEL") -> list[SignedDeal]:
    return [
        make_signed_deal(
            number, minutes=1_000, actual=round(1_000 * factor), reviewer=reviewer, function=function
        )
        for number in range(times)
    ]


def test_a_function_that_takes_twice_as_long_is_moved_part_of_the_way() -> None:
    found = hour_biases(took(2, 40), {}, DEFAULT_POLICY).functions["DEL"]
    weight = 40 * 0.06 / (40 * 0.06 + 0.45)
    assert found.raw == pytest.approx(log(2))
    assert found.log == pytest.approx(log(2) * weight)
    assert found.per_mille == round(1000 * exp(log(2) * weight))


def test_nine_cells_teach_nothing() -> None:
    assert hour_biases(took(3, 9), {}, DEFAULT_POLICY).functions["DEL"].per_mille == 1000
    assert hour_biases(took(3, 10), {}, DEFAULT_POLICY).functions["DEL"].per_mille > 1000


def test_a_reviewer_is_measured_by_what_the_function_leaves_unexplained() -> None:
    deals = [*took(2, 30, reviewer=EVA), *took(1, 30, reviewer=TOM)]
    found = hour_biases(deals, {}, DEFAULT_POLICY)
    mean = log(2) / 2 * 60 * 0.06 / (60 * 0.06 + 0.45)
    weight = 30 * 0.06 / (30 * 0.06 + 0.45)
    assert found.reviewers[EVA].log == pytest.approx((log(2) - mean) * weight)
    assert found.reviewers[TOM].log == pytest.approx(-mean * weight)


def test_function_and_reviewer_together_stay_within_the_limits() -> None:
    deals = [*took(9, 60, reviewer=EVA), *took(2.2, 60, reviewer=TOM)]
    found = hour_biases(deals, {}, DEFAULT_POLICY)
    function = found.functions["DEL"].per_mille
    assert function == 2_500
    assert function * found.reviewers[EVA].per_mille <= 2_500 * 1_000


def test_doubt_that_widens_the_estimate_is_not_learned_twice() -> None:
    """A range that never holds makes Eva less sure, which raises her mean; the rest alone is her bias."""
    deals = [make_signed_deal(number, minutes=1_000, spread=500, actual=1_800) for number in range(30)]
    plain = hour_biases(deals, {}, DEFAULT_POLICY).functions["DEL"]
    doubted = hour_biases(deals, {EVA: Habit(hits=0, n=60)}, DEFAULT_POLICY).functions["DEL"]
    assert plain.raw == pytest.approx(log(1.8))
    sure = 20
    mean = (500 + 4 * 1_000 + (1_000 + 500 * 80 / sure)) / 6
    assert doubted.raw == pytest.approx(log(1_800 / mean))


def test_nothing_is_learned_from_nothing() -> None:
    found = hour_biases(
        [make_signed_deal(1, minutes=0, actual=60), make_signed_deal(2, actual=0)], {}, DEFAULT_POLICY
    )
    assert found.functions == {}


@given(factor=st.floats(0.01, 100), times=st.integers(1, 60))
def test_an_uplift_never_leaves_its_limits(factor: float, times: int) -> None:
    deals = [make_signed_deal(n, minutes=10_000, actual=max(1, round(10_000 * factor))) for n in range(times)]
    found = hour_biases(deals, {}, DEFAULT_POLICY).functions["DEL"]
    assert 500 <= found.per_mille <= 2_500
    assert abs(found.log) <= abs(found.raw)
