"""How good predictions were: Brier, log loss, ECE, reliability, AUC. docs/outcomes.md, section 2."""

from dataclasses import dataclass
from math import erfc, exp, log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from outcomes.calibration.hazard import Numbers

BINS = 10
WIDTH_95 = 1.959963984540054
"""Standard deviations on each side of a 95 % interval of the normal law."""
assert abs(erfc(WIDTH_95 / sqrt(2)) - 0.05) < 1e-12

Truths = NDArray[np.bool_]


@dataclass(frozen=True)
class Bin:
    """Deals predicted from `low` to below `high`: how many, their mean prediction, their share of bad."""

    low: float
    high: float
    n: int
    predicted: float
    observed: float


@dataclass(frozen=True)
class Area:
    """AUC with a 95 % interval: how often a bad deal was predicted above a good one."""

    value: float
    low: float
    high: float


def brier(predicted: Numbers, bad: Truths) -> float:
    return float(np.mean((predicted - bad) ** 2))


def log_loss(predicted: Numbers, bad: Truths) -> float:
    """Mean minus log likelihood, in nats; predictions are kept off 0 and 1 by 1e-12."""
    kept = np.clip(predicted, 1e-12, 1 - 1e-12)
    return float(-np.mean(np.where(bad, np.log(kept), np.log1p(-kept))))


def reliability(predicted: Numbers, bad: Truths) -> tuple[Bin, ...]:
    """Ten equal bins from 0 to 1, the empty ones left out."""
    places = np.minimum((predicted * BINS).astype(int), BINS - 1)
    return tuple(
        Bin(
            low=place / BINS,
            high=(place + 1) / BINS,
            n=int((places == place).sum()),
            predicted=float(predicted[places == place].mean()),
            observed=float(bad[places == place].mean()),
        )
        for place in range(BINS)
        if (places == place).any()
    )


def calibration_error(bins: tuple[Bin, ...]) -> float:
    """ECE: mean gap between what was predicted and what came, weighted by deals."""
    n = sum(one.n for one in bins)
    return sum(one.n * abs(one.predicted - one.observed) for one in bins) / n


def area_under_curve(predicted: Numbers, bad: Truths) -> Area:
    """AUC by ranks, ties half; the interval is DeLong's on the logit scale, which keeps it within 0 and 1."""
    sick, well = predicted[bad], predicted[~bad]
    m, n = len(sick), len(well)
    ranks = rankdata(np.concatenate([sick, well]))
    value = float((ranks[:m].sum() - m * (m + 1) / 2) / (m * n))
    if not 0 < value < 1:
        return Area(value, value, value)
    from_sick = (ranks[:m] - rankdata(sick)) / n
    from_well = 1 - (ranks[m:] - rankdata(well)) / m
    spread = sqrt(float(from_sick.var(ddof=1)) / m + float(from_well.var(ddof=1)) / n)
    middle, reach = log(value / (1 - value)), WIDTH_95 * spread / (value * (1 - value))
    return Area(value, _logistic(middle - reach), _logistic(middle + reach))


def _logistic(x: float) -> float:
    return 1 / (1 + exp(-x))
