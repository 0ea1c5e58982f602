"""Hugging a cut, one risk over another, the chance of overload: beside scipy and brute force."""

import itertools
import random
from collections import Counter

import numpy as np
import pytest
from scipy import stats

from insights.statistics.few import TooFew
from insights.statistics.hugging import Hug, hug
from insights.statistics.intervals import jeffreys
from insights.statistics.overload import chance_of_overload
from insights.statistics.risk import GutRow, Lift, churn_lift, gut_test, lift


def test_the_p_value_is_the_binomial_tail() -> None:
    for below, above in ((32, 18), (25, 25), (50, 0), (600, 500)):
        found = hug(200, below, above)
        assert isinstance(found, Hug)
        assert found.p_value == pytest.approx(stats.binom.sf(below - 1, below + above, 0.5))


def test_below_fifty_deals_near_the_cut_it_is_silent() -> None:
    assert hug(200, 49, 0) == TooFew(49, 50)


@pytest.mark.parametrize(("n", "push", "least"), [(50, 0.5, 0.94), (50, 0.3, 0.55), (100, 0.3, 0.87)])
def test_a_push_below_the_cut_is_found(n: int, push: float, least: float) -> None:
    """Measured: 97 %, 63 % and 91 %. A push moves that share of those just above to just below."""
    chance = np.random.default_rng(1)
    below = chance.binomial(n, 0.5 + push / 2, size=1000)
    found = np.mean([hug(200, int(k), n - int(k)).is_found for k in below])
    assert found >= least


@pytest.mark.parametrize("n", [50, 60, 80, 100, 150])
def test_false_alarms_stay_below_one_in_twenty(n: int) -> None:
    alarm = sum(stats.binom.pmf(k, n, 0.5) for k in range(n + 1) if hug(200, k, n - k).is_found)
    assert 0.02 <= alarm <= 0.05


def test_a_lift_shows_both_risks_with_their_intervals() -> None:
    found = lift(9, 30, 6, 60)
    assert isinstance(found, Lift)
    assert (found.first.share, found.second.share, found.n) == (0.3, 0.1, 90)
    assert found.first.interval == jeffreys(9, 30)
    assert found.ratio == pytest.approx((9.5 / 31) / (6.5 / 61))


def test_the_interval_of_a_lift_holds_the_truth_about_as_often_as_it_says() -> None:
    chance = np.random.default_rng(2)
    pairs = Counter(zip(chance.binomial(40, 0.4, 2000), chance.binomial(60, 0.2, 2000), strict=True))
    held = 0
    for (first, second), times in pairs.items():
        found = lift(int(first), 40, int(second), 60)
        assert isinstance(found, Lift)
        held += times * (found.interval.low <= 2.0 <= found.interval.high)
    assert 0.87 <= held / 2000 <= 0.94


def test_a_side_without_a_bad_case_keeps_the_ratio_finite() -> None:
    found = lift(5, 20, 0, 40)
    assert isinstance(found, Lift)
    assert 1 < found.ratio < 100 and found.is_sure
    assert isinstance(turned := lift(0, 40, 5, 20), Lift) and not turned.is_sure


def test_too_few_cases_or_a_side_without_any_are_not_compared() -> None:
    assert lift(1, 10, 1, 14) == TooFew(24, 25)
    assert lift(3, 30, 0, 0) == TooFew(0, 1)


def test_the_gut_is_tested_inside_each_band() -> None:
    found = gut_test([GutRow("AUTO", 3, 10, 2, 40), GutRow("MGR", 1, 4, 1, 9)])
    assert found == [lift(3, 10, 2, 40), TooFew(13, 25)]
    assert churn_lift(6, 20, 2, 30) == lift(6, 20, 2, 30)


def by_every_outcome(committed: int, pipeline: list[tuple[int, int]], capacity: int) -> float:
    """All 2^n ways in which the deals may come or not, in whole hours."""
    over = 0.0
    for comes in itertools.product((False, True), repeat=len(pipeline)):
        chance, minutes = 1.0, committed
        for is_in, (per_mille, work) in zip(comes, pipeline, strict=True):
            chance *= per_mille / 1000 if is_in else 1 - per_mille / 1000
            minutes += (work + 30) // 60 * 60 if is_in else 0
        over += chance * (minutes > capacity)
    return over


def test_the_chance_of_overload_is_that_of_every_outcome() -> None:
    chance = random.Random(3)
    for _ in range(60):
        pipeline = [
            (chance.randrange(0, 1001), chance.randrange(0, 4000)) for _ in range(chance.randrange(0, 9))
        ]
        committed, capacity = chance.randrange(0, 9000), chance.randrange(0, 15000)
        found = chance_of_overload(committed, pipeline, capacity)
        assert found == pytest.approx(by_every_outcome(committed, pipeline, capacity), abs=1e-12)


def test_what_is_over_already_is_sure_and_what_fits_altogether_is_not() -> None:
    assert chance_of_overload(601, [], 600) == 1.0
    assert chance_of_overload(600, [], 600) == 0.0
    assert chance_of_overload(0, [(999, 300), (999, 300)], 600) == 0.0
    assert chance_of_overload(0, [(1000, 300), (500, 360)], 600) == 0.5


def test_more_work_never_lowers_the_chance() -> None:
    pipeline = [(300, 900), (700, 1200), (500, 600)]
    before = 0.0
    for committed in range(0, 4000, 60):
        found = chance_of_overload(committed, pipeline, 3000)
        assert found >= before - 1e-12
        before = found


def test_two_hundred_deals_agree_with_a_simulation_where_the_normal_curve_would_not() -> None:
    chance = np.random.default_rng(5)
    per_mille = chance.integers(50, 300, 200)
    hours = np.where(chance.random(200) < 0.05, 400, 5)
    found = chance_of_overload(
        0, [(int(p), int(h) * 60) for p, h in zip(per_mille, hours, strict=True)], 60_000
    )
    drawn = (chance.random((20_000, 200)) < per_mille / 1000) @ hours
    assert found == pytest.approx(np.mean(drawn > 1000), abs=0.015)
