"""The straight line through what was said and what it was, by least squares (docs/outcomes.md, 4.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import linear_regression

from insights.statistics.feels_worse import NEEDS


@dataclass(frozen=True)
class FittedLine:
    """Over `n` pairs whose first values lie from `low` to `high`."""

    n: int
    slope: float
    intercept: float
    low: float
    high: float

    def at(self, said: float) -> float:
        return self.intercept + self.slope * said


def fitted_line(pairs: Sequence[tuple[float, float]]) -> FittedLine | None:
    """None below the fewest deals of FWL, and where all were said to be alike."""
    said = [pair[0] for pair in pairs]
    if len(pairs) < NEEDS or min(said) == max(said):
        return None
    slope, intercept = linear_regression(said, [pair[1] for pair in pairs])
    return FittedLine(len(pairs), slope, intercept, min(said), max(said))
