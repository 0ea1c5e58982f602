"""Quantiles of a mixture of shifted lognormals, each fitted on three moments."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, erf, exp, log, pi, sqrt

from reviews.engine.moments import Cumulants

_LEAST_SKEWNESS = 0.01  # below it the shifted lognormal is a normal curve to four digits
_PRECISION = 1e-13


@dataclass(frozen=True)
class ShiftedLognormal:
    shift: float
    log_mean: float
    log_sigma: float

    @classmethod
    def fitted(cls, amount: Cumulants) -> "ShiftedLognormal":
        """The one with this mean, (positive) variance and skewness."""
        skewness = max(_LEAST_SKEWNESS, amount.third / amount.variance**1.5)
        # (w + 2) sqrt(w - 1) = skewness, solved for w = exp(sigma^2) by Cardano's formula
        root = (8 + 4 * skewness**2 + 4 * skewness * sqrt(4 + skewness**2)) ** (1 / 3)
        spread = root / 2 + 2 / root - 1
        log_variance = log(spread)
        scale = sqrt(amount.variance / (spread - 1))
        return cls(amount.mean - scale, log(scale) - log_variance / 2, sqrt(log_variance))

    def chance_and_density(self, amount: float) -> tuple[float, float]:
        """The chance to stay below the amount, and how fast it rises there."""
        above = amount - self.shift
        if above <= 0:
            return 0.0, 0.0
        z = (log(above) - self.log_mean) / (self.log_sigma * sqrt(2))
        return (1 + erf(z)) / 2, exp(-z * z) / (above * self.log_sigma * sqrt(2 * pi))


Mixture = Sequence[tuple[float, ShiftedLognormal]]


def quantile(mixture: Mixture, chance: float, start: float) -> float:
    """The amount that stays unexceeded with `chance`. `start`: any positive amount, to search from.

    Newton's method, kept inside a bracket by halving it whenever a step would leave it.
    """
    low, high = 0.0, start
    while _gap(mixture, high, chance)[0] < 0:
        low, high = high, 2 * high
    amount = high
    while high - low > _PRECISION * high:
        gap, density = _gap(mixture, amount, chance)
        low, high = (amount, high) if gap < 0 else (low, amount)
        step = amount - gap / density if density else low
        if abs(step - amount) <= _PRECISION * amount:
            return step
        amount = step if low < step < high else (low + high) / 2
    return high


def _gap(mixture: Mixture, amount: float, chance: float) -> tuple[float, float]:
    reached, slope = -chance, 0.0
    for weight, part in mixture:
        below, density = part.chance_and_density(amount)
        reached += weight * below
        slope += weight * density
    return reached, slope


@cache
def gauss_legendre(count: int) -> tuple[tuple[float, float], ...]:
    """Nodes between 0 and 1 with their weights, by Newton's method on the Legendre polynomial."""
    nodes = []
    for number in range(1, count + 1):
        x = cos(pi * (number - 0.25) / (count + 0.5))
        for _ in range(8):
            value, slope = _legendre(count, x)
            x -= value / slope
        slope = _legendre(count, x)[1]
        nodes.append(((1 + x) / 2, 1 / ((1 - x * x) * slope * slope)))
    return tuple(nodes)


def _legendre(degree: int, x: float) -> tuple[float, float]:
    before, value = 1.0, x
    for k in range(2, degree + 1):
        before, value = value, ((2 * k - 1) * x * value - (k - 1) * before) / k
    return value, degree * (x * value - before) / (x * x - 1)
