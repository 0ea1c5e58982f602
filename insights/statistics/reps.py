"""Pain per rep at 90 days, shrunk to the mean of all (docs/outcomes.md, section 4.6)."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import exp, sqrt

from insights.statistics.feels_worse import MILLION
from insights.statistics.normal import Z90

NAMED_FROM = 5
"""Deals below which nobody is named, whatever they show."""


@dataclass(frozen=True)
class RepRow:
    """One rep's deals with a 90-day outcome: sums of y and of y squared in millionths."""

    key: Hashable
    n: int
    y_sum: int
    y_squared: int


@dataclass(frozen=True)
class Shrunk:
    """A rep's factor after shrinkage, and the `weight` 0 to 1 that the rep's own deals have in it.

    `is_named`: surely above everybody's mean. `is_better`: surely below it, by the same rule turned round.
    """

    key: Hashable
    n: int
    factor: float
    weight: float
    is_named: bool
    is_better: bool


@dataclass(frozen=True)
class _Spread:
    """Mean of all, variance within a rep's deals (s2) and between reps (t2, zero when not supported)."""

    mean: float
    within: float
    between: float

    def weight(self, n: int) -> float:
        return self.between / (self.between + self.within / n) if self.between else 0.0


def shrunk(rows: Sequence[RepRow]) -> list[Shrunk]:
    """m_r = mu + w (y_r - mu), w = t2 / (t2 + s2/n), t2 by the method of moments; in the order of the rows.

    A rep is named only if n >= 5, t2 > 0 and m_r - 1.645 sqrt(w s2/n) > mu. Rows without a deal are left out.
    """
    present = [row for row in rows if row.n]
    if not present:
        return []
    spread = _spread(present)
    return [_one(row, spread) for row in present]


def _one(row: RepRow, spread: _Spread) -> Shrunk:
    weight = spread.weight(row.n)
    apart = weight * (_mean(row) - spread.mean)
    half = Z90 * sqrt(weight * spread.within / row.n)
    may_be_named = row.n >= NAMED_FROM and spread.between > 0
    return Shrunk(
        key=row.key,
        n=row.n,
        factor=exp(spread.mean + apart),
        weight=weight,
        is_named=may_be_named and apart > half,
        is_better=may_be_named and -apart > half,
    )


def _spread(rows: Sequence[RepRow]) -> _Spread:
    """Analysis of variance with unequal numbers: how far reps differ beyond their own scatter."""
    deals = sum(row.n for row in rows)
    plain = sum(row.y_sum for row in rows) / MILLION / deals
    if deals == len(rows):
        return _Spread(plain, 0.0, 0.0)
    inside = sum(row.y_squared / MILLION - row.n * _mean(row) ** 2 for row in rows)
    within = max(0.0, inside) / (deals - len(rows))
    scale = deals - sum(row.n**2 for row in rows) / deals
    apart = sum(row.n * (_mean(row) - plain) ** 2 for row in rows)
    between = max(0.0, (apart - (len(rows) - 1) * within) / scale) if scale else 0.0
    if not between:
        return _Spread(plain, within, 0.0)
    sureness = [1 / (between + within / row.n) for row in rows]
    mean = sum(sure * _mean(row) for sure, row in zip(sureness, rows, strict=True)) / sum(sureness)
    return _Spread(mean, within, between)


def _mean(row: RepRow) -> float:
    return row.y_sum / MILLION / row.n
