"""One risk over another: the gut test, and not listening (docs/outcomes.md, section 4.5 and 4.8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from insights.statistics.feels_worse import NEEDS
from insights.statistics.few import TooFew
from insights.statistics.intervals import Interval, jeffreys
from insights.statistics.normal import Z90


@dataclass(frozen=True)
class Risk:
    """How many of `n` cases went bad, with Jeffreys's 90 % interval of the share."""

    bad: int
    n: int
    interval: Interval

    @property
    def share(self) -> float:
        return self.bad / self.n


@dataclass(frozen=True)
class Lift:
    """One risk over another: above 1 the first is the worse. With its 90 % interval.

    Half a case is added to either outcome, as Jeffreys's prior does, so that no side without a bad case
    makes the ratio endless.
    """

    first: Risk
    second: Risk
    ratio: float
    interval: Interval

    @property
    def n(self) -> int:
        return self.first.n + self.second.n

    @property
    def is_sure(self) -> bool:
        return self.interval.low > 1


@dataclass(frozen=True)
class GutRow:
    """Deals of one score band with a 90-day outcome, by whether they felt right to every reviewer."""

    band: str
    no_bad: int
    no: int
    yes_bad: int
    yes: int


def gut_test(rows: Sequence[GutRow]) -> list[Lift | TooFew]:
    """Risk of a bad outcome with `no` over that with `yes`, inside each score band, in their order."""
    return [lift(row.no_bad, row.no, row.yes_bad, row.yes) for row in rows]


def churn_lift(
    unresolved_churned: int, unresolved: int, resolved_churned: int, resolved: int
) -> Lift | TooFew:
    """Churn of customers with an unresolved concern over that of those whose concerns were resolved."""
    return lift(unresolved_churned, unresolved, resolved_churned, resolved)


def lift(first_bad: int, first: int, second_bad: int, second: int) -> Lift | TooFew:
    """Silent below 25 cases together, and where one side has none at all."""
    if first + second < NEEDS:
        return TooFew(first + second, NEEDS)
    if not first or not second:
        return TooFew(min(first, second), 1)
    above, below = (first_bad + 0.5) / (first + 1), (second_bad + 0.5) / (second + 1)
    half = Z90 * sqrt(1 / (first_bad + 0.5) - 1 / (first + 1) + 1 / (second_bad + 0.5) - 1 / (second + 1))
    middle = log(above / below)
    return Lift(
        first=_risk(first_bad, first),
        second=_risk(second_bad, second),
        ratio=above / below,
        interval=Interval(exp(middle - half), exp(middle + half)),
    )


def _risk(bad: int, n: int) -> Risk:
    return Risk(bad, n, jeffreys(bad, n))
