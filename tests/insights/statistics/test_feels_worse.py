"""How much worse it felt, and by whom: beside numpy, and among equals, whom nobody may tell apart."""

import math

import numpy as np
import pytest

from insights.statistics.feels_worse import FeelsWorse, feels_worse
from insights.statistics.few import TooFew
from insights.statistics.reps import RepRow, shrunk

SPREAD = 0.7
"""Standard deviation of y within a rep's deals, as in docs/outcomes.md, section 4."""


def sums(values: np.ndarray) -> tuple[int, int, int]:
    return len(values), round(values.sum() * 1e6), round((values**2).sum() * 1e6)


def company(
    chance: np.random.Generator, apart: float = 0.0, deals: tuple[int, int] = (1, 16)
) -> tuple[list[RepRow], np.ndarray]:
    """30 reps whose true means lie `apart` (standard deviation), and those means."""
    truths = 0.3 + apart * chance.standard_normal(30)
    rows = [
        RepRow(rep, *sums(chance.normal(truth, SPREAD, chance.integers(*deals))))
        for rep, truth in enumerate(truths)
    ]
    return rows, truths


def test_the_factor_is_the_shrunk_mean_of_the_logarithms() -> None:
    values = np.random.default_rng(1).normal(math.log(1.4), SPREAD, 40)
    found = feels_worse(*sums(values))
    weight = 40 / 50
    half = 1.6448536 * values.std(ddof=1) / math.sqrt(40)
    assert isinstance(found, FeelsWorse)
    assert found.factor == pytest.approx(math.exp(weight * values.mean()), rel=1e-5)
    assert found.low == pytest.approx(math.exp(weight * (values.mean() - half)), rel=1e-5)
    assert found.high == pytest.approx(math.exp(weight * (values.mean() + half)), rel=1e-5)


def test_below_25_it_is_silent() -> None:
    assert feels_worse(24, 1, 1) == TooFew(24, 25)
    assert isinstance(feels_worse(25, 0, 0), FeelsWorse)


def test_the_fewer_cases_the_nearer_to_one() -> None:
    few, many = feels_worse(25, 25 * 336_000, 0), feels_worse(2500, 2500 * 336_000, 0)
    assert isinstance(few, FeelsWorse) and isinstance(many, FeelsWorse)
    assert 1 < few.factor < many.factor < math.exp(0.336)


def test_shrinkage_is_that_of_an_analysis_of_variance() -> None:
    chance = np.random.default_rng(3)
    groups = [chance.normal(mean, SPREAD, n) for mean, n in ((0.0, 8), (0.2, 12), (1.0, 20), (0.5, 5))]
    found = shrunk([RepRow(row, *sums(group)) for row, group in enumerate(groups)])
    everything = np.concatenate(groups)
    within = sum(((group - group.mean()) ** 2).sum() for group in groups) / (len(everything) - 4)
    apart = sum(len(group) * (group.mean() - everything.mean()) ** 2 for group in groups)
    scale = len(everything) - sum(len(group) ** 2 for group in groups) / len(everything)
    between = (apart - 3 * within) / scale
    sure = np.array([1 / (between + within / len(group)) for group in groups])
    mean = (sure * [group.mean() for group in groups]).sum() / sure.sum()
    for group, row in zip(groups, found, strict=True):
        weight = between / (between + within / len(group))
        assert row.weight == pytest.approx(weight, rel=1e-4)
        assert row.factor == pytest.approx(math.exp(mean + weight * (group.mean() - mean)), rel=1e-4)


def test_everyone_is_drawn_towards_one_mean_and_nobody_past_it() -> None:
    """factor = m^(1 - w) * own^w for one and the same m."""
    chance = np.random.default_rng(4)
    for _ in range(50):
        rows, _ = company(chance, apart=0.4)
        found = shrunk(rows)
        own = [row.y_sum / row.n / 1e6 for row in rows]
        assert all(0 <= row.weight < 1 for row in found)
        means = [
            (math.log(row.factor) - row.weight * mean) / (1 - row.weight)
            for mean, row in zip(own, found, strict=True)
        ]
        assert max(means) - min(means) < 1e-9
        assert min(own) < means[0] < max(own)


def test_more_deals_weigh_more() -> None:
    rows = [RepRow("few", *sums(np.array([1.0, 1.4]))), RepRow("many", *sums(np.linspace(0.5, 1.5, 60)))]
    rows += [RepRow(name, *sums(np.linspace(-0.5, 0.5, 30) - name / 10)) for name in range(5)]
    weights = {row.key: row.weight for row in shrunk(rows)}
    assert 0 < weights["few"] < weights[0] < weights["many"] < 1


def test_among_equal_reps_hardly_anybody_is_ever_named() -> None:
    """Measured: 2.9 % of quarters, where a raw interval names somebody in 80 %."""
    chance = np.random.default_rng(20)
    quarters = [company(chance)[0] for _ in range(1000)]
    named = sum(any(row.is_named for row in shrunk(rows)) for rows in quarters)
    assert named <= 50
    raw = sum(any(_raw_above(row, rows) for row in rows) for rows in quarters)
    assert raw >= 700


def test_those_who_are_named_are_truly_above() -> None:
    """Measured: 95.6 % of the named."""
    chance = np.random.default_rng(21)
    truly = named = 0
    for _ in range(400):
        rows, truths = company(chance, apart=0.35)
        for row, truth in zip(shrunk(rows), truths, strict=True):
            named += row.is_named
            truly += row.is_named and truth > truths.mean()
    assert named >= 100
    assert truly >= 0.93 * named


def test_a_rep_with_four_deals_is_never_named_whatever_they_show() -> None:
    chance = np.random.default_rng(22)
    rows, _ = company(chance, deals=(20, 30))
    unlucky = RepRow("unlucky", *sums(np.array([3.0, 3.1, 2.9, 3.0])))
    found = {row.key: row for row in shrunk([*rows, unlucky])}
    assert not found["unlucky"].is_named
    known = RepRow("known", *sums(np.linspace(2.5, 3.5, 25)))
    found = {row.key: row for row in shrunk([*rows, known])}
    assert found["known"].is_named and not found["known"].is_better


def test_clean_deals_are_found_by_the_same_rule_turned_round() -> None:
    chance = np.random.default_rng(23)
    rows, _ = company(chance, deals=(20, 30))
    found = {row.key: row for row in shrunk([*rows, RepRow("clean", *sums(np.linspace(-2, -1, 25)))])}
    assert found["clean"].is_better and not found["clean"].is_named


def test_with_one_deal_each_nobody_can_be_told_apart() -> None:
    found = shrunk([RepRow(row, 1, row * 1_000_000, row**2 * 1_000_000) for row in range(9)])
    assert {(row.weight, row.is_named) for row in found} == {(0.0, False)}
    assert len({row.factor for row in found}) == 1


def test_without_a_deal_there_is_no_row() -> None:
    assert shrunk([]) == [] and shrunk([RepRow("new", 0, 0, 0)]) == []
    assert shrunk([RepRow("alone", 6, 6_000_000, 7_000_000)])[0].weight == 0


def _raw_above(row: RepRow, rows: list[RepRow]) -> bool:
    """What a raw table does: the rep's own 90 % interval lies above everybody's mean."""
    if row.n < 2:
        return False
    mean = row.y_sum / row.n / 1e6
    variance = (row.y_squared / 1e6 - row.n * mean**2) / (row.n - 1)
    everybody = sum(each.y_sum for each in rows) / sum(each.n for each in rows) / 1e6
    return mean - 1.645 * math.sqrt(max(0.0, variance) / row.n) > everybody
