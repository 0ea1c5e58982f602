"""May a new calibration replace the one in force? Only if it predicts better. docs/outcomes.md, section 2."""

from dataclasses import dataclass

import numpy as np

from outcomes.calibration.hazard import Numbers
from outcomes.calibration.measures import Truths
from outcomes.calibration.minimums import LEAST_NEW_OUTCOMES

DRAWS = 4_000
TAIL = 5
"""Per cent on each side of a 90 % interval."""


@dataclass(frozen=True)
class Comparison:
    """Brier of the new one less Brier of the old one, on `n` outcomes: mean and 90 % bootstrap interval."""

    n: int
    difference: float
    low: float
    high: float

    @property
    def is_better(self) -> bool:
        return self.n >= LEAST_NEW_OUTCOMES and self.high < 0


def compared(new: Numbers, old: Numbers, bad: Truths, *, seed: int = 0) -> Comparison:
    """On the outcomes that arrived after the old one was fitted; the same figures for the same seed."""
    if len(bad) == 0:
        return Comparison(0, 0.0, 0.0, 0.0)
    gains = (new - bad) ** 2 - (old - bad) ** 2
    draw = np.random.default_rng(seed)
    means = gains[draw.integers(0, len(gains), (DRAWS, len(gains)))].mean(axis=1)
    low, high = np.percentile(means, [TAIL, 100 - TAIL])
    return Comparison(len(bad), float(gains.mean()), float(low), float(high))
