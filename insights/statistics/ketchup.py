"""How much of a quarter's dose is signed in its last two weeks (docs/outcomes.md, section 4.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import pi, sqrt
from random import Random

from insights.statistics.few import TooFew
from insights.statistics.normal import upper_tail

WEEKS = 13
LATE_WEEKS = (12, 13)
EVEN = len(LATE_WEEKS) / WEEKS
"""The share that even signing gives: 2/13."""

NEEDS = 15
DRAWS = 2000
SHUFFLED_UP_TO = 150
"""Deals up to which the null is drawn; above, the normal approximation is as good and quicker."""


@dataclass(frozen=True)
class Ketchup:
    """`share` of the dose in weeks 12 and 13, `ratio` to the even share, one-sided `p_value` of as much or
    more when each deal gets a week at random, and the Gini coefficient of the weeks beside its mean under
    that null: with few deals it is high even when signing is even."""

    n: int
    share: float
    ratio: float
    p_value: float
    gini: float
    gini_null: float


@dataclass(frozen=True)
class WeekSum:
    """What was signed in one week: number of deals, sum of their doses and of the doses squared."""

    week: int
    deals: int
    dose: int
    dose_squared: int


def week_of_quarter(day: date) -> int:
    """1 to 13; the last day or two of a quarter belong to week 13."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return min(WEEKS, 1 + (day - first).days // 7)


def ketchup(signed: Sequence[tuple[int, int]], *, seed: int = 1) -> Ketchup | TooFew:
    """Of pairs (week 1 to 13, dose at signature). Raises IndexError for a later week."""
    doses = [dose for _, dose in signed]
    if len(doses) > SHUFFLED_UP_TO:
        return ketchup_of_weeks([WeekSum(week, 1, dose, dose * dose) for week, dose in signed])
    totals = _by_week([week for week, _ in signed], doses)
    if len(doses) < NEEDS or not sum(doses):
        return _too_few(len(doses))
    share = _late(totals) / sum(doses)
    weeks, random = range(1, WEEKS + 1), Random(seed)
    drawn = [_by_week(random.choices(weeks, k=len(doses)), doses) for _ in range(DRAWS)]
    return Ketchup(
        n=len(doses),
        share=share,
        ratio=share / EVEN,
        p_value=(1 + sum(_late(even) >= _late(totals) for even in drawn)) / (1 + DRAWS),
        gini=gini(totals),
        gini_null=sum(gini(even) for even in drawn) / DRAWS,
    )


def ketchup_of_weeks(weeks: Sequence[WeekSum]) -> Ketchup | TooFew:
    """The same from sums, by the normal approximation: mean 2/13, variance p(1 - p) SUM x^2 / (SUM x)^2.

    For more than SHUFFLED_UP_TO deals; the Gini's null is that of thirteen normal sums.
    """
    deals, dose = sum(week.deals for week in weeks), sum(week.dose for week in weeks)
    if deals < NEEDS or not dose:
        return _too_few(deals)
    totals = _by_week([week.week for week in weeks], [week.dose for week in weeks])
    spread = sqrt(sum(week.dose_squared for week in weeks)) / dose
    share = _late(totals) / dose
    return Ketchup(
        n=deals,
        share=share,
        ratio=share / EVEN,
        p_value=upper_tail((share - EVEN) / (sqrt(EVEN * (1 - EVEN)) * spread)),
        gini=gini(totals),
        gini_null=min(1 - 1 / WEEKS, (WEEKS - 1) * spread / sqrt(pi * WEEKS)),
    )


def gini(amounts: Sequence[int]) -> float:
    """Gini coefficient, 0 when all are equal. Raises ZeroDivisionError when all are zero."""
    ordered = sorted(amounts)
    total = sum(ordered)
    return 1 + 1 / len(ordered) - 2 * sum(accumulate(ordered)) / (len(ordered) * total)


def _too_few(deals: int) -> TooFew:
    """Deals without any dose between them say nothing of when doses are signed."""
    return TooFew(deals if deals < NEEDS else 0, NEEDS)


def _by_week(weeks: Sequence[int], doses: Sequence[int]) -> list[int]:
    totals = [0] * (WEEKS + 1)
    for week, dose in zip(weeks, doses, strict=True):
        totals[week] += dose
    return totals[1:]


def _late(totals: Sequence[int]) -> int:
    return sum(totals[week - 1] for week in LATE_WEEKS)
