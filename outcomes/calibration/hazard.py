"""The hazard curve, P(bad) = 1 - exp(-(a Ds + b De + c)), a most likely one given outcomes and what is usual.

Source: docs/outcomes.md, section 2 ("hazard-MAP").
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from reviews.engine.learned import MILLION, Hazard

Numbers = NDArray[np.float64]

CENTRE = np.log(np.array([0.3, 0.3, 0.02]))
SPREAD = np.array([0.7, 0.7, 1.0])
LEAST, LEAST_BAD, LEAST_GOOD = 50, 10, 10
_SMALLEST, _LARGEST = 1e-9, 700.0


class TooFewOutcomes(ValueError):
    """Fewer outcomes than a curve may be fitted on; the text is a sentence with the figures."""


def fit_hazard(severity: Numbers, effort: Numbers, bad: NDArray[np.bool_]) -> Hazard:
    """Doses in whole doses (1e6 micro-doses). Raises TooFewOutcomes below 50 outcomes, 10 bad or 10 good."""
    missing = missing_for_curve(len(bad), int(bad.sum()))
    if missing:
        raise TooFewOutcomes(missing)
    return fitted(severity, effort, bad)


def missing_for_curve(n: int, bad: int) -> str:
    """What P(bad) still needs, in a sentence; empty from 50 outcomes, 10 bad and 10 good, on."""
    if n >= LEAST and bad >= LEAST_BAD and n - bad >= LEAST_GOOD:
        return ""
    return (
        f"P(bad) needs {LEAST} outcomes, {LEAST_BAD} of them bad and {LEAST_GOOD} good: "
        f"there are {n}, {bad} of them bad."
    )


def fitted(severity: Numbers, effort: Numbers, bad: NDArray[np.bool_]) -> Hazard:
    """The fit itself, without the minimum; a fold of a cross-check may have fewer."""
    columns = np.column_stack([severity, effort, np.ones_like(severity)])
    found = minimize(_loss, CENTRE, args=(columns, bad), jac=True, method="L-BFGS-B")
    a, b, c = (max(1, min(10**9, round(MILLION * rate))) for rate in np.exp(found.x))
    return Hazard(a, b, c, n=len(bad), bad=int(bad.sum()))


def shares(hazard: Hazard, severity: Numbers, effort: Numbers) -> Numbers:
    """`reviews.engine.probability.hazard_share` for many deals."""
    rate = (hazard.a * severity + hazard.b * effort + hazard.c) / MILLION
    return -np.expm1(-np.minimum(rate, 30.0))


def _loss(logs: Numbers, columns: Numbers, bad: NDArray[np.bool_]) -> tuple[float, Any]:
    """Minus the log of the posterior, and its slope in the logs of a, b and c."""
    rates = np.exp(np.minimum(logs, 20.0))
    hazard = np.clip(columns @ rates, _SMALLEST, _LARGEST)
    away = (logs - CENTRE) / SPREAD
    loss = -np.log(-np.expm1(-hazard[bad])).sum() + hazard[~bad].sum() + 0.5 * (away**2).sum()
    slope = np.where(bad, -1 / np.expm1(hazard), 1.0)
    return float(loss), rates * (columns.T @ slope) + away / SPREAD
