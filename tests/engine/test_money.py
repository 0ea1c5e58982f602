"""The cost distribution against what it stands for: the law itself, sampled and integrated."""

import math
import random

import pytest

from reviews.engine import assess
from reviews.engine.moments import Cumulants, QuinticLaw, times_lognormal
from reviews.engine.quantiles import ShiftedLognormal, gauss_legendre, quantile
from tests.engine.golden import deal_of
from tests.engine.makers import make_cell, make_deal

LAW = QuinticLaw(low=600, likely=1_200, high=4_800)


def test_the_law_has_the_mean_of_pert_and_its_moments_are_its_integrals():
    nodes = gauss_legendre(24)
    mean = sum(weight * LAW.at(u) for u, weight in nodes)
    variance = sum(weight * (LAW.at(u) - mean) ** 2 for u, weight in nodes)
    third = sum(weight * (LAW.at(u) - mean) ** 3 for u, weight in nodes)
    assert mean == pytest.approx((600 + 4 * 1_200 + 4_800) / 6)
    assert LAW.cumulants() == pytest.approx((mean, variance, third))


def test_the_law_runs_from_low_to_high():
    assert (LAW.at(0), LAW.at(1)) == (600, 4_800)
    steps = [LAW.at(step / 100) for step in range(101)]
    assert steps == sorted(steps)


def test_the_nodes_integrate_polynomials_exactly():
    for power in range(48):
        integral = sum(weight * u**power for u, weight in gauss_legendre(24))
        assert integral == pytest.approx(1 / (power + 1), rel=1e-12)


def test_a_shifted_lognormal_is_fitted_on_its_three_moments():
    wanted = Cumulants(mean=100.0, variance=900.0, third=20_000.0)
    fitted = ShiftedLognormal.fitted(wanted)
    spread = math.exp(fitted.log_sigma**2)
    scale = math.exp(fitted.log_mean + fitted.log_sigma**2 / 2)
    variance = scale**2 * (spread - 1)
    third = variance**1.5 * (spread + 2) * math.sqrt(spread - 1)
    assert (fitted.shift + scale, variance, third) == pytest.approx(wanted)


def test_without_skewness_the_quantiles_are_those_of_a_normal_curve():
    fitted = ShiftedLognormal.fitted(Cumulants(mean=1_000.0, variance=100.0, third=-50.0))
    assert quantile([(1.0, fitted)], 0.5, 1.0) == pytest.approx(1_000, abs=0.1)
    assert quantile([(1.0, fitted)], 0.95, 1.0) == pytest.approx(1_016.45, abs=0.1)


def test_a_factor_of_mean_one_keeps_the_mean_and_widens_the_rest():
    mean, variance, third = times_lognormal(LAW.cumulants(), 0.3)
    assert mean == pytest.approx(LAW.cumulants().mean)
    assert variance > LAW.cumulants().variance and third > LAW.cumulants().third


def test_quantiles_agree_with_a_simulation():
    draw = random.Random(20)
    deal = make_deal(make_cell(c=50, one=[600, 1_200, 3_000]), make_cell("T2", "SEC", one=[600, 900, 3_000]))
    laws = [(QuinticLaw(600, 1_200, 4_080), 200), (QuinticLaw(600, 900, 3_000), 250)]

    def lognormal(sigma: float) -> float:
        return math.exp(draw.gauss(-sigma * sigma / 2, sigma))

    costs = sorted(
        lognormal(0.3) * sum(lognormal(0.2) * rate * law.at(draw.random()) for law, rate in laws)
        for _ in range(40_000)
    )
    cost = assess(deal).cost
    assert cost.mean == pytest.approx(sum(costs) / 40_000, rel=0.01)
    for chance, amount in ((0.5, cost.p50), (0.8, cost.p80), (0.95, cost.p95)):
        assert amount == pytest.approx(costs[int(chance * 40_000)], rel=0.02)


def test_no_work_costs_nothing():
    assert assess(make_deal(make_cell())).as_document()["cost"] == {
        "mean": 0.0,
        "p50": 0.0,
        "p80": 0.0,
        "p95": 0.0,
        "hours_mean": 0.0,
    }


def test_splitting_an_estimate_keeps_the_mean_and_lowers_p80_by_less_than_two_per_cent():
    split, merged = assess(deal_of("20")).cost, assess(deal_of("21")).cost
    assert split.mean == merged.mean
    assert 0.98 < split.p80 / merged.p80 < 1
