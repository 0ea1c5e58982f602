"""What one reviewer's answers tell of the reviewer (docs/outcomes.md, section 4.11; section 2)."""

from dataclasses import dataclass
from math import sqrt

from insights.statistics.few import TooFew
from insights.statistics.intervals import Interval, jeffreys
from outcomes.calibration.raters import BETWEEN, LEAST_REVIEWS, MOST, WITHIN
from outcomes.calibration.shrinkage import shrunk

LEAST_RANGES = 10
"""Ranges with an outcome below which nothing is said about how often they held."""

Z90 = 1.645


@dataclass(frozen=True)
class HitRate:
    """`hits` of `n` ranges held what it really took, against `stated`: the mean confidence, 0 to 1."""

    hits: int
    n: int
    stated: float
    interval: Interval

    @property
    def share(self) -> float:
        return self.hits / self.n

    @property
    def verdict(self) -> str:
        """Too sure, too careful, or neither as far as the interval can tell."""
        if self.stated > self.interval.high:
            return "too sure"
        return "too careful" if self.stated < self.interval.low else "as sure as right"


@dataclass(frozen=True)
class Severity:
    """Levels by which a reviewer judges harder (above 0) or softer than others: shrunk, within +-MOST, with
    the 90 % interval of the shrunk mean, over `n` reviews."""

    n: int
    levels: float
    interval: Interval


def hit_rate(hits: int, n: int, stated: float) -> HitRate | TooFew:
    if n < LEAST_RANGES:
        return TooFew(n, LEAST_RANGES)
    return HitRate(hits, n, stated, jeffreys(hits, n))


def severity(mean: float, n: int) -> Severity | TooFew:
    """Of a mean residual to the mean of category and function: mean x n t2 / (n t2 + s2), whose variance is
    t2 s2 / (n t2 + s2)."""
    if n < LEAST_REVIEWS:
        return TooFew(n, LEAST_REVIEWS)
    centre = shrunk(mean, n, BETWEEN, WITHIN)
    reach = Z90 * sqrt(BETWEEN * WITHIN / (n * BETWEEN + WITHIN))
    return Severity(n, max(-MOST, min(MOST, centre)), Interval(centre - reach, centre + reach))
