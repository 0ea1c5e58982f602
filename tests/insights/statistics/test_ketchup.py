"""The quarter-end share: beside numpy, under its null, and when a habit is there."""

import datetime as dt

import numpy as np
import pytest
from scipy import stats

from insights.statistics.few import TooFew
from insights.statistics.ketchup import (
    EVEN,
    Ketchup,
    WeekSum,
    gini,
    ketchup,
    ketchup_of_weeks,
    week_of_quarter,
)

DOSE_SPREAD = 0.87
"""Of the logarithms: even signing of 120 deals then gives a Gini of 0.25, as measured in docs/scoring.md."""


def drawn(chance: np.random.Generator, deals: int, late: float = EVEN) -> list[tuple[int, int]]:
    """`late` is the chance that a deal is signed in one of the last two weeks."""
    is_late = chance.random(deals) < late
    weeks = np.where(is_late, chance.integers(12, 14, deals), chance.integers(1, 12, deals))
    doses = np.round(chance.lognormal(12, DOSE_SPREAD, deals)).astype(int)
    return [(int(week), int(dose)) for week, dose in zip(weeks, doses, strict=True)]


def test_the_share_is_the_dose_of_the_last_two_weeks() -> None:
    found = ketchup([(week, 100) for week in range(1, 14)] + [(12, 300), (13, 400)])
    assert isinstance(found, Ketchup)
    assert (found.n, found.share) == (15, 900 / 2000)
    assert found.ratio == pytest.approx(found.share * 13 / 2)


def test_below_fifteen_deals_it_is_silent() -> None:
    signed = drawn(np.random.default_rng(1), 14)
    assert ketchup(signed) == TooFew(14, 15)
    assert isinstance(ketchup([*signed, (3, 10)]), Ketchup)


def test_deals_without_a_dose_say_nothing() -> None:
    assert ketchup([(13, 0)] * 40) == TooFew(0, 15)
    assert ketchup_of_weeks([WeekSum(13, 400, 0, 0)]) == TooFew(0, 15)


def test_the_p_value_is_that_of_an_independent_permutation() -> None:
    chance = np.random.default_rng(7)
    signed = drawn(chance, 30, late=0.3)
    found = ketchup(signed)
    doses = np.array([dose for _, dose in signed])
    shares = np.array([doses[chance.integers(1, 14, 30) >= 12].sum() for _ in range(20000)]) / doses.sum()
    assert isinstance(found, Ketchup)
    assert found.p_value == pytest.approx(np.mean(shares >= found.share - 1e-12), abs=0.03)


def test_the_same_deals_always_give_the_same_answer() -> None:
    signed = drawn(np.random.default_rng(2), 60)
    assert ketchup(signed) == ketchup(signed)


def test_under_its_null_the_p_value_is_uniform() -> None:
    chance = np.random.default_rng(11)
    found = [ketchup(drawn(chance, 20), seed=row) for row in range(200)]
    values = [each.p_value for each in found if isinstance(each, Ketchup)]
    assert len(values) == 200
    assert stats.kstest(values, "uniform").pvalue > 0.01


def test_the_normal_approximation_is_uniform_too() -> None:
    chance = np.random.default_rng(12)
    values = [
        found.p_value for row in range(300) if isinstance(found := ketchup(drawn(chance, 400)), Ketchup)
    ]
    assert len(values) == 300
    assert stats.kstest(values, "uniform").pvalue > 0.01


@pytest.mark.parametrize(("deals", "least"), [(15, 0.7), (40, 0.93)])
def test_a_quarter_end_habit_is_found(deals: int, least: float) -> None:
    """Measured: power 0.80 with 15 deals and 0.98 with 40 when 55 % come in two weeks."""
    chance = np.random.default_rng(13)
    found = [ketchup(drawn(chance, deals, late=0.55), seed=row) for row in range(100)]
    assert sum(each.p_value < 0.05 for each in found if isinstance(each, Ketchup)) >= least * 100


def test_many_deals_may_come_as_sums_of_weeks() -> None:
    signed = drawn(np.random.default_rng(4), 600, late=0.2)
    weeks = [
        WeekSum(
            week,
            sum(each == week for each, _ in signed),
            sum(dose for each, dose in signed if each == week),
            sum(dose**2 for each, dose in signed if each == week),
        )
        for week in range(1, 14)
    ]
    summed, single = ketchup_of_weeks(weeks), ketchup(signed)
    assert isinstance(summed, Ketchup) and isinstance(single, Ketchup)
    assert (summed.n, summed.share, summed.gini) == (single.n, single.share, single.gini)
    assert summed.p_value == pytest.approx(single.p_value)


def test_the_normal_approximation_agrees_with_the_draws_where_both_are_good() -> None:
    signed = drawn(np.random.default_rng(6), 150, late=0.2)
    exact = ketchup(signed)
    close = ketchup_of_weeks([WeekSum(week, 1, dose, dose**2) for week, dose in signed])
    assert isinstance(exact, Ketchup) and isinstance(close, Ketchup)
    assert close.p_value == pytest.approx(exact.p_value, abs=0.03)
    assert close.gini_null == pytest.approx(exact.gini_null, rel=0.1)


def test_gini_is_half_the_mean_difference_over_the_mean() -> None:
    amounts = [int(amount) for amount in np.random.default_rng(8).integers(0, 1000, 13)]
    array = np.array(amounts)
    differences = np.abs(array[:, None] - array[None, :]).mean()
    assert gini(amounts) == pytest.approx(differences / (2 * array.mean()))
    assert gini([5] * 13) == pytest.approx(0)


def test_gini_is_high_by_chance_alone_when_deals_are_few() -> None:
    """Hence it is shown only beside its null; with more deals the null falls."""
    chance = np.random.default_rng(9)
    nulls = [
        found.gini_null
        for deals in (15, 40, 120)
        if isinstance(found := ketchup(drawn(chance, deals)), Ketchup)
    ]
    assert nulls == pytest.approx([0.59, 0.40, 0.25], abs=0.06)


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (dt.date(2026, 1, 1), 1),
        (dt.date(2026, 1, 7), 1),
        (dt.date(2026, 1, 8), 2),
        (dt.date(2026, 3, 31), 13),
        (dt.date(2026, 9, 30), 13),
        (dt.date(2026, 12, 24), 13),
        (dt.date(2026, 12, 23), 12),
    ],
)
def test_weeks_of_a_quarter(day: dt.date, week: int) -> None:
    assert week_of_quarter(day) == week
