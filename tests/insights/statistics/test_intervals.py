"""The beta distribution, Jeffreys's interval, quantiles of histograms: beside scipy and numpy."""

import random

import numpy as np
import pytest
from scipy import stats

from insights.statistics.beta import quantile as beta_quantile
from insights.statistics.beta import regularised
from insights.statistics.few import TooFew
from insights.statistics.histograms import Quantile, quantile
from insights.statistics.intervals import jeffreys

EDGES = (1, 2, 4, 8)


def test_the_beta_distribution_is_scipys() -> None:
    chance = random.Random(1)
    for _ in range(500):
        a, b = 10 ** chance.uniform(-1, 3), 10 ** chance.uniform(-1, 3)
        x = chance.random()
        assert regularised(a, b, x) == pytest.approx(stats.beta.cdf(x, a, b), abs=1e-11)
        a, b, p = a + 0.5, b + 0.5, chance.uniform(0.01, 0.99)
        assert regularised(a, b, beta_quantile(a, b, p)) == pytest.approx(p, abs=1e-9)
    assert (regularised(2, 3, 0.0), regularised(2, 3, 1.0)) == (0.0, 1.0)


@pytest.mark.parametrize(("successes", "n"), [(1, 2), (3, 30), (29, 30), (7, 500), (250, 500)])
@pytest.mark.parametrize("level", [0.5, 0.9, 0.99])
def test_jeffreys_is_the_posterior_of_half_a_case_more_on_either_side(
    successes: int, n: int, level: float
) -> None:
    found = jeffreys(successes, n, level)
    expected = stats.beta.interval(level, successes + 0.5, n - successes + 0.5)
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-9)


def test_an_end_without_cases_stays_open() -> None:
    assert jeffreys(0, 12).low == 0.0 and 0 < jeffreys(0, 12).high < 0.3
    assert jeffreys(12, 12).high == 1.0 and 0.7 < jeffreys(12, 12).low < 1


@pytest.mark.parametrize(("successes", "n"), [(-1, 5), (6, 5), (0, 0)])
def test_what_is_no_share_is_refused(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        jeffreys(successes, n)


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    chance = np.random.default_rng(3)
    draws = chance.binomial(40, 0.2, size=2000)
    ends = {k: jeffreys(int(k), 40) for k in set(draws)}
    held = np.mean([ends[k].low <= 0.2 <= ends[k].high for k in draws])
    assert 0.87 <= held <= 0.94


def test_quantiles_of_a_histogram_lie_near_those_of_the_cases() -> None:
    chance = np.random.default_rng(5)
    hours = chance.exponential(2.0, size=4000)
    counts = [int(count) for count in np.histogram(hours, [0, *EDGES, np.inf])[0]]
    for share in (0.25, 0.5, 0.9):
        found = quantile(counts, EDGES, share)
        assert isinstance(found, Quantile)
        assert found.value == pytest.approx(np.quantile(hours, share), rel=0.15) and not found.is_more


def test_within_a_bin_the_line_is_straight() -> None:
    half = quantile([0, 10, 0, 0, 0], EDGES, 0.5)
    assert half == Quantile(10, 1.5, is_more=False)
    assert quantile([5, 0, 5, 0, 0], EDGES, 0.5) == Quantile(10, 1.0, is_more=False)


def test_in_the_open_bin_only_its_beginning_is_known() -> None:
    assert quantile([1, 0, 0, 0, 9], EDGES, 0.5) == Quantile(10, 8, is_more=True)


def test_nine_in_ten_needs_ten_cases_and_half_needs_two() -> None:
    assert quantile([9, 0, 0, 0, 0], EDGES, 0.9) == TooFew(9, 10)
    assert quantile([1, 0, 0, 0, 0], EDGES, 0.5) == TooFew(1, 2)
    assert isinstance(quantile([2, 0, 0, 0, 0], EDGES, 0.5), Quantile)


def test_bins_must_fit_their_edges() -> None:
    with pytest.raises(ValueError, match="3 edges, not 4"):
        quantile([1, 2, 3, 4], EDGES, 0.5)


def test_what_is_silent_says_why() -> None:
    assert TooFew(7, 25).sentence() == "Too few to tell: 7 of the 25 deals that this needs."
    assert "answers" in TooFew(0, 10).sentence("answers")
