"""Measures of predictions, worked out by hand or counted pair by pair."""

from math import log

import numpy as np
import pytest

from outcomes.calibration.measures import (
    area_under_curve,
    brier,
    calibration_error,
    log_loss,
    reliability,
)
from outcomes.calibration.promotion import compared

SAID = np.array([0.05, 0.15, 0.15, 0.85, 1.0])
CAME = np.array([False, False, True, True, True])


def test_brier_and_log_loss_by_hand() -> None:
    assert brier(SAID, CAME) == pytest.approx((0.0025 + 0.0225 + 0.7225 + 0.0225 + 0) / 5)
    assert log_loss(SAID, CAME) == pytest.approx(-(log(0.95) + log(0.85) + log(0.15) + log(0.85)) / 5)


def test_reliability_has_ten_bins_and_leaves_the_empty_ones_out() -> None:
    bins = reliability(SAID, CAME)
    assert [(one.low, one.n) for one in bins] == [(0.0, 1), (0.1, 2), (0.8, 1), (0.9, 1)]
    assert [one.observed for one in bins] == [0, 0.5, 1, 1]
    assert calibration_error(bins) == pytest.approx((0.05 + 2 * 0.35 + 0.15 + 0) / 5)


def test_the_area_counts_pairs_and_ties_half() -> None:
    rng = np.random.default_rng(5)
    said = np.round(rng.random(60), 1)
    came = rng.random(60) < 0.4
    pairs = [(s > g) + 0.5 * (s == g) for s in said[came] for g in said[~came]]
    assert area_under_curve(said, came).value == pytest.approx(np.mean(pairs))


def test_the_areas_interval_is_near_the_bootstraps() -> None:
    rng = np.random.default_rng(6)
    came = rng.random(300) < 0.3
    said = rng.normal(came * 1.1, 1)
    found = area_under_curve(said, came)
    draws = [rng.integers(0, 300, 300) for _ in range(800)]
    low, high = np.percentile([area_under_curve(said[d], came[d]).value for d in draws], [2.5, 97.5])
    assert found.low == pytest.approx(low, abs=0.015)
    assert found.high == pytest.approx(high, abs=0.015)


def test_the_interval_is_vague_when_few_and_stays_within_the_scale() -> None:
    """docs/outcomes.md, section 2: a true 0.78 gives 0.58 to 0.97 with 25 outcomes, 0.70 to 0.85 with 200."""
    widths = {}
    for n in (25, 200):
        rng = np.random.default_rng(7)
        came = np.arange(n) < n // 4
        found = [area_under_curve(rng.normal(came * 1.09, 1), came) for _ in range(200)]
        assert all(0 <= one.low <= one.value <= one.high <= 1 for one in found)
        widths[n] = np.mean([one.high - one.low for one in found])
    assert widths[25] == pytest.approx(0.39, abs=0.06)
    assert widths[200] == pytest.approx(0.15, abs=0.02)


def test_a_perfect_order_has_no_interval() -> None:
    found = area_under_curve(np.array([0.1, 0.2, 0.9]), np.array([False, False, True]))
    assert (found.low, found.value, found.high) == (1, 1, 1)


def test_a_better_prediction_is_promoted_and_an_equal_one_is_not() -> None:
    rng = np.random.default_rng(8)
    chance = rng.random(200)
    came = rng.random(200) < chance
    assert compared(chance, np.full(200, 0.5), came).is_better
    assert not compared(chance, chance, came).is_better
    assert not compared(np.full(200, 0.5), chance, came).is_better


def test_a_lucky_dozen_of_outcomes_does_not_promote() -> None:
    rng = np.random.default_rng(9)
    came = rng.random(12) < 0.3
    old = np.full(12, 0.3)
    assert not compared(old + 0.02 * (came - 0.3), old, ~came).is_better
    assert not compared(np.array([]), np.array([]), np.array([], dtype=bool)).is_better


def test_fewer_than_25_outcomes_promote_nothing_however_much_better_they_look() -> None:
    """A bootstrap of one outcome has no width at all, so its interval alone would let anything pass."""
    came = np.ones(25, dtype=bool)
    new, old = np.full(25, 0.9), np.full(25, 0.5)
    lucky = compared(new[:1], old[:1], came[:1])
    assert lucky.low == lucky.high < 0 and not lucky.is_better
    assert not compared(new[:24], old[:24], came[:24]).is_better
    assert compared(new, old, came).is_better


def test_the_same_outcomes_give_the_same_interval() -> None:
    came = np.arange(40) % 3 == 0
    said = np.linspace(0.1, 0.9, 40)
    assert compared(said, said[::-1], came, seed=3) == compared(said, said[::-1], came, seed=3)
