"""Intervals of a share (docs/outcomes.md, section 4.5 and 4.8)."""

from dataclasses import dataclass

from insights.statistics.beta import quantile


@dataclass(frozen=True)
class Interval:
    """A share from 0 to 1 between its two ends."""

    low: float
    high: float


def jeffreys(successes: int, n: int, level: float = 0.9) -> Interval:
    """Jeffreys's interval: quantiles of beta(k + 1/2, n - k + 1/2); an end without cases is 0 or 1.

    Raises ValueError when there are more successes than cases, or no case at all.
    """
    if not 0 <= successes <= n or n < 1:
        raise ValueError(f"{successes} of {n} is no share.")
    a, b, tail = successes + 0.5, n - successes + 0.5, (1 - level) / 2
    return Interval(
        low=quantile(a, b, tail) if successes else 0.0,
        high=quantile(a, b, 1 - tail) if successes < n else 1.0,
    )
