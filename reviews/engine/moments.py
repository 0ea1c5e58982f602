"""Three moments of uncertain amounts: of one estimate, of sums, and under a shared misjudgement."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp
from typing import NamedTuple


class Cumulants(NamedTuple):
    """Mean, variance and third central moment. Those of independent amounts add."""

    mean: float
    variance: float
    third: float

    @classmethod
    def total(cls, parts: Iterable["Cumulants"]) -> "Cumulants":
        listed = list(parts)
        return cls(*(sum(part[order] for part in listed) for order in range(3)))


@dataclass(frozen=True)
class QuinticLaw:
    """X = low (1-u)^5 + likely (1 - (1-u)^5 - u^5) + high u^5, with u even between 0 and 1.

    Its mean is PERT's, and every quantile rises with each of the three points. Any unit.
    """

    low: float
    likely: float
    high: float

    def at(self, u: float) -> float:
        down, up = (1 - u) ** 5, u**5
        return self.low * down + self.likely * (1 - down - up) + self.high * up

    def cumulants(self) -> Cumulants:
        """Integrals of the powers of X over u, worked out by hand."""
        below, above = self.likely - self.low, self.high - self.likely
        return Cumulants(
            mean=(self.low + 4 * self.likely + self.high) / 6,
            variance=25 / 396 * (below**2 + above**2) + 2 * 19 / 693 * below * above,
            third=125 / 4752 * (above**3 - below**3)
            + 3 * 2591 / 432432 * (below * above**2 - below**2 * above),
        )


def times_lognormal(amount: Cumulants, sigma: float) -> Cumulants:
    """The amount times an independent lognormal factor of mean 1, whose E V^k = exp(k (k-1) sigma^2 / 2)."""
    mean, variance, third = amount
    second = (variance + mean**2) * exp(sigma**2)
    cubed = (third + 3 * mean * variance + mean**3) * exp(3 * sigma**2)
    return Cumulants(mean, second - mean**2, cubed - 3 * mean * second + 2 * mean**3)
