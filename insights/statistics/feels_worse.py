"""How much worse commitments felt than was said of them (docs/outcomes.md, section 4.5)."""

from dataclasses import dataclass
from math import exp, sqrt

from insights.statistics.few import TooFew
from insights.statistics.normal import Z90

NEEDS = 25
PRIOR_DEALS = 10
MILLION = 1_000_000


@dataclass(frozen=True)
class FeelsWorse:
    """`factor` 1.4: forty per cent harder than said. `low` to `high` is its 90 % range."""

    n: int
    factor: float
    low: float
    high: float


def feels_worse(n: int, y_sum: int, y_squared: int) -> FeelsWorse | TooFew:
    """FWL = exp(B * mean y) of y = ln((D90 + d) / (D0 + d)), drawn to 1 by B = n / (n + 10).

    `y_sum` and `y_squared` are the sums of y and of y squared over `n` cases, in millionths.
    """
    if n < NEEDS:
        return TooFew(n, NEEDS)
    mean = y_sum / MILLION / n
    variance = max(0.0, y_squared / MILLION - n * mean**2) / (n - 1)
    weight = n / (n + PRIOR_DEALS)
    half = Z90 * sqrt(variance / n)
    return FeelsWorse(n, exp(weight * mean), exp(weight * (mean - half)), exp(weight * (mean + half)))
