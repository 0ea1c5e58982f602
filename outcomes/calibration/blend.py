"""The monotone touch-up on top of the hazard curve, from 200 outcomes. docs/outcomes.md, section 2."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

from outcomes.calibration.hazard import Numbers
from reviews.engine.learned import MILLION, Blend

LEAST = 200
HALF_WAY = 400
"""Outcomes at which the touch-up weighs as much as the curve: n / (n + 400)."""


def fit_blend(plain: Numbers, bad: NDArray[np.bool_]) -> Blend | None:
    """`plain` is the hazard's own prediction of each outcome. None below 200 outcomes.

    The rising steps of the isotonic fit are joined by a line through their middles, so that P rises with the
    dose without jumps.
    """
    if len(bad) < LEAST:
        return None
    places, which = np.unique(np.rint(plain * MILLION).astype(np.int64), return_inverse=True)
    counts = np.bincount(which)
    level = np.bincount(which, weights=bad) / counts
    rising = isotonic_regression(level, weights=counts.astype(float)).x
    steps = np.concatenate([[0], np.cumsum(np.diff(rising) > 1e-12)]).astype(int)
    width = np.bincount(steps, weights=counts)
    middles = np.rint(np.bincount(steps, weights=places * counts) / width).astype(int)
    heights = np.rint(MILLION * np.bincount(steps, weights=rising * counts) / width).astype(int)
    points = {int(x): int(y) for x, y in zip(middles, heights, strict=True)}
    return Blend(round(1000 * len(bad) / (len(bad) + HALF_WAY)), tuple(sorted(points.items())))


def touched_up(blend: Blend | None, plain: Numbers) -> Numbers:
    """`reviews.engine.probability.blended` for many deals."""
    if blend is None:
        return plain
    x, y = np.array(blend.points, dtype=float).T
    share = blend.weight / 1000
    line: Numbers = np.interp(plain * MILLION, x, y) / MILLION
    return (1 - share) * plain + share * line
