"""Reviewers beside each other: severity, and how often their ranges held. docs/outcomes.md, section 2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.calibration.confidence import hit_rates
from outcomes.calibration.evidence import Judged
from outcomes.calibration.raters import severities
from outcomes.calibration.shrinkage import shrunk
from reviews.engine.correcting import corrected_level, effective_confidence
from tests.make_calibration import make_signed_deal

EVA, TOM = 1, 2


def judged(reviewer: int, level: int, times: int, category: str = "uptime") -> list[Judged]:
    return [Judged(reviewer, category, "DEL", level)] * times


def test_a_severe_reviewer_is_measured_against_colleagues_on_the_same_kind_of_term() -> None:
    found = severities([*judged(EVA, 4, 30), *judged(TOM, 3, 30)])
    raw = 4 - (4 * 30 + 3 * 30) / 60
    assert found[EVA].raw == pytest.approx(raw)
    assert found[EVA].levels == pytest.approx(raw * 30 * 0.09 / (30 * 0.09 + 0.8))
    assert found[EVA].tenths == 4
    assert found[TOM].tenths == -4


def test_nineteen_reviews_teach_nothing_and_twenty_do() -> None:
    few = severities([*judged(EVA, 5, 19), *judged(TOM, 2, 40)])
    assert few[EVA].n == 19
    assert few[EVA].tenths == 0
    enough = severities([*judged(EVA, 5, 20), *judged(TOM, 2, 40)])
    assert enough[EVA].tenths > 0


def test_no_correction_is_larger_than_seven_tenths() -> None:
    found = severities([*judged(EVA, 5, 400), *judged(TOM, 1, 400)])
    assert found[EVA].levels == 0.7
    assert found[TOM].levels == -0.7


def test_who_judges_alone_is_not_compared_with_anybody() -> None:
    assert severities(judged(EVA, 5, 50)) == {}


def test_kinds_of_terms_are_kept_apart() -> None:
    """Eva gets the hard kind, Tom the easy one, and on each they agree with Ida."""
    hard = [*judged(EVA, 5, 30, "hard"), *judged(3, 5, 30, "hard")]
    easy = [*judged(TOM, 1, 30, "easy"), *judged(3, 1, 30, "easy")]
    assert {found.tenths for found in severities([*hard, *easy]).values()} == {0}


@given(mean=st.floats(-3, 3), n=st.integers(0, 10_000))
def test_shrinking_stays_between_nothing_and_the_mean(mean: float, n: int) -> None:
    assert abs(shrunk(mean, n, 0.09, 0.8)) <= abs(mean)
    assert shrunk(mean, n, 0.09, 0.8) * mean >= 0


def test_ranges_that_held_are_counted_with_both_ends() -> None:
    deals = [
        make_signed_deal(number, minutes=100, spread=10, actual=actual)
        for number, actual in enumerate((90, 110, 100, 111, 89))
    ]
    assert hit_rates(deals)[1].hits == 3
    assert hit_rates(deals)[1].n == 5


def test_an_answer_without_work_has_no_range() -> None:
    assert hit_rates([make_signed_deal(1, minutes=0, actual=50)]) == {}


@pytest.mark.parametrize(("n", "expected"), [(0, 80), (20, 65), (80, 56)])
def test_who_says_eighty_and_holds_half_is_believed_less(n: int, expected: int) -> None:
    """The figures of docs/outcomes.md, section 2: 0.65 after 20 outcomes, 0.56 after 80."""
    assert effective_confidence(80, n // 2, n) == expected


@given(stated=st.integers(20, 100), n=st.integers(0, 500), data=st.data())
def test_confidence_only_falls(stated: int, n: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, n))
    assert 20 <= effective_confidence(stated, hits, n) <= stated


@given(level=st.integers(10, 50), severity=st.integers(-40, 40))
def test_a_level_falls_by_at_most_seven_tenths_and_never_from_five(level: int, severity: int) -> None:
    counted = corrected_level(level, severity)
    assert 10 <= counted <= 50
    assert counted >= level - 7
    assert counted == 50 if level == 50 else counted <= level + 7
