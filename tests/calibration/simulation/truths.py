"""Five truths about pain that the score does not know, and the outcomes that follow from each."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from tests.calibration.simulation.company import FUNCTIONS, Company, Numbers
from tests.calibration.simulation.deals import Deals
from tests.calibration.simulation.scoring import MARGIN, RATES

Truth = Callable[[Company, Deals], Numbers]
BAD_SHARE = 0.25


def additive(company: Company, deals: Deals) -> Numbers:
    """Every obligation brings its own incidents."""
    return _together(_sum(deals, _incidents(company, deals)), _effort(deals))


def weakest_link(company: Company, deals: Deals) -> Numbers:
    """Only the hardest term of a deal brings incidents."""
    return _together(_most(deals, _incidents(company, deals), deals.cells.deal, len(deals)), _effort(deals))


def common_cause(company: Company, deals: Deals) -> Numbers:
    """What goes wrong in one function goes wrong once, for its hardest term."""
    width = len(FUNCTIONS)
    place = deals.cells.deal * width + deals.cells.function
    worst = _most(deals, _incidents(company, deals), place, len(deals) * width)
    return _together(worst.reshape(len(deals), width).sum(axis=1), _effort(deals))


def effort_driven(company: Company, deals: Deals) -> Numbers:
    """Pain is above all work that nobody pays for."""
    return _together(_sum(deals, _incidents(company, deals)), _effort(deals), incidents=0.15)


def coordination(company: Company, deals: Deals) -> Numbers:
    """Each further function makes incidents worse, and so does signing at the quarter's end."""
    met = np.zeros((len(deals), len(FUNCTIONS)), dtype=bool)
    met[deals.cells.deal, deals.cells.function] = True
    factor = (1 + 0.15 * (met.sum(axis=1) - 1)) * (1 + 0.3 * deals.late)
    return _together(factor * _sum(deals, _incidents(company, deals)), _effort(deals))


TRUTHS: dict[str, Truth] = {
    "additive": additive,
    "weakest link": weakest_link,
    "common cause": common_cause,
    "effort-driven": effort_driven,
    "coordination": coordination,
}


def draw_outcomes(pain: Numbers, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Bad with 1 - exp(-k pain), where k makes a quarter of all deals bad."""
    chance = chance_of_bad(pain)
    return rng.random(len(pain)) < chance


def chance_of_bad(pain: Numbers) -> Numbers:
    rate = brentq(lambda k: float((-np.expm1(-k * pain)).mean()) - BAD_SHARE, 1e-6, 1e4)
    return -np.expm1(-rate * pain)


def _incidents(company: Company, deals: Deals) -> Numbers:
    cells = deals.cells
    return cells.count * np.expm1(company.slope * (cells.true_level - 1))


def _effort(deals: Deals) -> Numbers:
    """True cost of the work over the standard margin."""
    cells = deals.cells
    minutes = cells.true_once + deals.months[cells.deal] * cells.true_monthly
    cost = _sum(deals, minutes / 60 * RATES[cells.function])
    return cost / (deals.value * MARGIN)


def _together(incidents_of: Numbers, effort: Numbers, *, incidents: float = 0.5) -> Numbers:
    """Both on the scale of their own mean, so that each company has both kinds of pain."""
    return incidents * incidents_of / incidents_of.mean() + (1 - incidents) * effort / effort.mean()


def _sum(deals: Deals, values: Numbers) -> Numbers:
    return np.bincount(deals.cells.deal, weights=values, minlength=len(deals))


def _most(deals: Deals, values: Numbers, place: NDArray[np.int64], size: int) -> Numbers:
    worst = np.zeros(size)
    np.maximum.at(worst, place, values)
    return worst
