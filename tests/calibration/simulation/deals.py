"""Draw a company's deals: what each term truly is, and what reviewers say of it."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tests.calibration.simulation.company import CATEGORIES, REPS, REVIEWERS_EACH, Company, Numbers

Whole = NDArray[np.int64]
NOISE = 0.5


@dataclass(frozen=True)
class Cells:
    """One row for each function that is asked about a term. Levels 1 to 5, minutes, per cent."""

    deal: Whole
    term: Whole
    category: Whole
    function: Whole
    count: Whole
    true_level: Numbers
    true_once: Numbers
    true_monthly: Numbers
    reviewer: Whole
    level: Whole
    confidence: Whole
    once: Whole
    monthly: Whole

    def of(self, chosen: NDArray[np.bool_]) -> "Cells":
        """Some of the rows."""
        return replace(self, **{name: values[chosen] for name, values in vars(self).items()})


@dataclass(frozen=True)
class Deals:
    """`value` in minor units, `months` of the contract, `discount` a share, `late`: signed in the quarter's
    last two weeks."""

    value: Whole
    months: Whole
    discount: Numbers
    late: NDArray[np.bool_]
    cells: Cells

    def __len__(self) -> int:
        return len(self.value)


def draw_deals(company: Company, count: int, rng: np.random.Generator) -> Deals:
    rep = rng.integers(0, REPS, count)
    shift = company.pushing[rep] + rng.normal(0, 0.35, count)
    late = rng.random(count) < company.quarter_end[rep]
    return Deals(
        value=np.exp(company.size[rep] + rng.normal(0, 0.7, count)).astype(np.int64),
        months=rng.choice([12, 24, 36], count),
        discount=np.clip(0.12 + 0.05 * shift + 0.03 * late + rng.normal(0, 0.06, count), 0, 0.6),
        late=late,
        cells=_draw_cells(company, 1 + rng.poisson(company.terms_a_deal[rep]), shift, rng),
    )


def _draw_cells(company: Company, terms: Whole, shift: Numbers, rng: np.random.Generator) -> Cells:
    deal_of_term = np.repeat(np.arange(len(terms)), terms)
    kind = rng.integers(0, CATEGORIES, len(deal_of_term))
    hardness = company.hardness[kind] + shift[deal_of_term] + rng.normal(0, 0.5, len(kind))
    extra = np.where(rng.random(len(kind)) < 0.2, rng.integers(1, 4, len(kind)), 0)
    term, function = np.nonzero(company.asked[kind])
    level = np.clip(hardness[term] + rng.normal(0, 0.45, len(term)), 1, 5)
    once = np.exp(np.log(6 * 60) + 0.8 * (level - 2) + rng.normal(0, 0.6, len(term)))
    monthly = np.where(rng.random(len(term)) < 0.4, once * rng.uniform(0.02, 0.1, len(term)), 0)
    said = _said(company, function, level, once, monthly, rng)
    return Cells(
        deal=deal_of_term[term],
        term=term,
        category=kind[term],
        function=function,
        count=1 + extra[term],
        true_level=level,
        true_once=once,
        true_monthly=monthly,
        **said,
    )


def _said(
    company: Company,
    function: Whole,
    level: Numbers,
    once: Numbers,
    monthly: Numbers,
    rng: np.random.Generator,
) -> dict[str, Whole]:
    """One of three reviewers answers: severity, noise, and too little work in too narrow a range."""
    n = len(function)
    reviewer = function * REVIEWERS_EACH + rng.integers(0, REVIEWERS_EACH, n)
    seen = level + company.severity[reviewer] + rng.normal(0, NOISE, n)
    miss = np.exp(rng.normal(0, 0.35, n) - company.optimism[function])
    low, high = np.exp(-rng.uniform(0.1, 0.4, n)), np.exp(rng.uniform(0.1, 0.5, n))
    points = np.stack([low, np.ones(n), high], axis=1)
    return {
        "reviewer": reviewer,
        "level": np.clip(np.rint(seen), 1, 5).astype(np.int64),
        "confidence": rng.choice([60, 70, 80, 90], n),
        "once": np.rint(points * (once * miss)[:, None]).astype(np.int64),
        "monthly": np.rint(points * (monthly * miss)[:, None]).astype(np.int64),
    }
