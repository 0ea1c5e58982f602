"""What the promised work may cost: a distribution in closed form, without a seed.

Floats are used for money alone; one of them decides, as a cost share rounded to per mille.
Method and sources: docs/scoring.md, section 5.
"""

from collections import defaultdict
from dataclasses import dataclass

from reviews.engine.cell import Cell, Estimate
from reviews.engine.facts import DealFacts
from reviews.engine.moments import Cumulants, QuinticLaw, times_lognormal
from reviews.engine.policy_version import PER_MILLE, Policy
from reviews.engine.quantiles import Mixture, ShiftedLognormal, gauss_legendre, quantile
from reviews.engine.scoring import scaled_minutes, trusted_confidence

NODES = 24
DECIMALS = 4


@dataclass(frozen=True)
class Cost:
    """Cost of the promised work in minor currency units (four decimals), and the mean of its hours."""

    mean: float = 0.0
    p50: float = 0.0
    p80: float = 0.0
    p95: float = 0.0
    hours_mean: float = 0.0

    def as_document(self) -> dict[str, float]:
        return {
            "mean": self.mean,
            "p50": self.p50,
            "p80": self.p80,
            "p95": self.p95,
            "hours_mean": self.hours_mean,
        }


@dataclass(frozen=True)
class Work:
    """One estimate as money: the function that does it, and the law of its cost."""

    function: str
    cost: QuinticLaw


def cost_of(facts: DealFacts, policy: Policy) -> Cost:
    """The cost of all answered cells; cells are taken in the order of their keys, so order is no matter."""
    hours = {cell.key: _mean_hours(cell, facts, policy) for cell in facts.sorted_cells}
    mean = sum(hours[cell.key] * policy.rate[cell.function] for cell in facts.sorted_cells)
    if not mean:
        return Cost()
    mixture = _mixture(_works(facts, policy), policy)
    p50, p80, p95 = (quantile(mixture, chance, mean) for chance in (0.5, 0.8, 0.95))
    return Cost(*(round(amount, DECIMALS) for amount in (mean, p50, p80, p95, sum(hours.values()))))


def _mean_hours(cell: Cell, facts: DealFacts, policy: Policy) -> float:
    minutes = scaled_minutes(cell, facts.months, policy) * policy.uplift[cell.function]
    return minutes / (360 * trusted_confidence(cell, policy) * PER_MILLE)


def _works(facts: DealFacts, policy: Policy) -> list[Work]:
    """Work once and work every month, apart: they are misjudged apart."""
    return [
        Work(cell.function, _law(estimate, times, cell, policy))
        for cell in facts.sorted_cells
        for estimate, times in ((cell.once, 1), (cell.monthly, facts.months))
        if estimate.high
    ]


def _law(work: Estimate, times: int, cell: Cell, policy: Policy) -> QuinticLaw:
    """In minor units; doubt stretches the high point."""
    unit = times * policy.rate[cell.function] * policy.uplift[cell.function] / (60 * PER_MILLE)
    stretch = policy.conf_knee / trusted_confidence(cell, policy)
    high = work.likely + (work.high - work.likely) * stretch
    return QuinticLaw(work.low * unit, work.likely * unit, high * unit)


def _mixture(works: list[Work], policy: Policy) -> Mixture:
    """One fitted part for each node of the most uncertain work; the rest enters by its moments."""
    variances = [work.cost.cumulants().variance for work in works]
    main = works.pop(variances.index(max(variances)))
    others: defaultdict[str, list[Cumulants]] = defaultdict(list)
    for work in works:
        others[work.function].append(work.cost.cumulants())
    sums = {function: Cumulants.total(parts) for function, parts in others.items()}
    return [
        (weight, ShiftedLognormal.fitted(_deal_total(main, u, sums, policy)))
        for u, weight in gauss_legendre(NODES)
    ]


def _deal_total(main: Work, u: float, sums: dict[str, Cumulants], policy: Policy) -> Cumulants:
    """The whole cost while the main work stands at `u`: each function's error, then the deal's."""
    at_node = dict(sums)
    known = Cumulants(main.cost.at(u), 0.0, 0.0)
    at_node[main.function] = Cumulants.total((known, sums.get(main.function, Cumulants(0.0, 0.0, 0.0))))
    by_function = (times_lognormal(amount, policy.sig_v / PER_MILLE) for amount in at_node.values())
    return times_lognormal(Cumulants.total(by_function), policy.sig_u / PER_MILLE)
