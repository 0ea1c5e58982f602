"""Quantiles of a mixture of shifted lognormals, each fitted on three moments."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, erf, log, pi, sqrt

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

    def chance_below(self, amount: float) -> float:
        if amount <= self.shift:
            return 0.0
        return (1 + erf((log(amount - self.shift) - self.log_mean) / (self.log_sigma * sqrt(2)))) / 2


Mixture = Sequence[tuple[float, ShiftedLognormal]]


def quantile(mixture: Mixture, chance: float, start: float) -> float:
    """The amount that stays unexceeded with `chance`. `start`: any positive amount, to search from."""

    def is_below(amount: float) -> bool:
        return sum(weight * part.chance_below(amount) for weight, part in mixture) < chance

    high = start
    while is_below(high):
        high *= 2
    return _halved(is_below, 0.0, high)


def _halved(is_below: Callable[[float], bool], low: float, high: float) -> float:
    while high - low > _PRECISION * high:
        middle = (low + high) / 2
        if is_below(middle):
            low = middle
        else:
            high = middle
    return high


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
