"""From answers to micro-doses: severity in quadrature, effort by addition. docs/scoring.md, section 3."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from reviews.engine.cell import Cell, Estimate
from reviews.engine.facts import DealFacts
from reviews.engine.policy_version import PER_MILLE, Policy
from reviews.engine.rounding import half_up, nearest_root
from reviews.engine.scales import THRESHOLDS

SIXTIETHS = 60


@dataclass(frozen=True)
class CellDose:
    """A cell's entry in the ledger: it depends on that cell alone.

    `count`: obligations of the term; `severity` and `effort`: micro-doses.
    """

    term: str
    function: str
    count: int
    severity: int
    effort: int

    @property
    def square(self) -> int:
        return self.count * self.severity * self.severity


@dataclass(frozen=True)
class Totals:
    """S (squared micro-doses) and E (micro-doses) of some cells."""

    S: int
    E: int

    @classmethod
    def of(cls, doses: Iterable[CellDose]) -> "Totals":
        listed = list(doses)
        return cls(S=sum(dose.square for dose in listed), E=sum(dose.effort for dose in listed))


def tenths_of(dose: int) -> int:
    """The shown score of a total dose, in tenths (0-999)."""
    return bisect_right(THRESHOLDS, dose)


def total_dose(totals: Totals, capacity_dose: int) -> int:
    return nearest_root(totals.S) + totals.E + capacity_dose


def cell_dose(cell: Cell, facts: DealFacts, policy: Policy) -> CellDose:
    """One cell's micro-doses. Source: docs/scoring.md, formulas 1 to 4."""
    term = facts.term(cell.term)
    weight = policy.w_f[cell.function] * policy.w_k.get(term.k or "", PER_MILLE)
    return CellDose(
        term=cell.term,
        function=cell.function,
        count=term.count,
        severity=half_up(_severity_sixtieths(cell, policy) * weight, SIXTIETHS * PER_MILLE * PER_MILLE),
        effort=_effort(cell, facts, policy),
    )


def ledger(facts: DealFacts, policy: Policy) -> tuple[CellDose, ...]:
    """The answered cells, in the order of the facts."""
    return tuple(cell_dose(cell, facts, policy) for cell in facts.cells)


def worst_case(facts: DealFacts, policy: Policy) -> Totals:
    """What the missing answers would add if each were the policy's worst one."""
    once = Estimate(*[policy.miss_one] * 3)
    monthly = Estimate(*[policy.miss_rec] * 3)
    return Totals.of(
        cell_dose(Cell(term, function, policy.miss_level, 100, once, monthly), facts, policy)
        for term, function in facts.missing
    )


def _severity_sixtieths(cell: Cell, policy: Policy) -> int:
    """Sixty times the micro-dose of the level, doubt added, read off the straight line between levels."""
    doubt = half_up(SIXTIETHS * max(0, policy.conf_knee - cell.confidence), policy.conf_per_level)
    level = min(5 * SIXTIETHS, 6 * cell.standing_level + doubt)
    whole = min(3, (level - SIXTIETHS) // SIXTIETHS)
    rest = level - SIXTIETHS - SIXTIETHS * whole
    below, above = policy.level_dose[whole], policy.level_dose[whole + 1]
    return SIXTIETHS * below + (above - below) * rest


def scaled_minutes(cell: Cell, months: int, policy: Policy) -> int:
    """N: the mean minutes over the whole contract, times 6 c', with c' = `trusted_confidence`."""
    sure = trusted_confidence(cell, policy)

    def scaled(work: Estimate) -> int:
        return (work.low + 5 * work.likely) * sure + policy.conf_knee * (work.high - work.likely)

    return scaled(cell.once) + months * scaled(cell.monthly)


def trusted_confidence(cell: Cell, policy: Policy) -> int:
    """c': confidence above the knee buys nothing more."""
    return min(policy.conf_knee, cell.confidence)


def _effort(cell: Cell, facts: DealFacts, policy: Policy) -> int:
    price = policy.rate[cell.function] * policy.uplift[cell.function]
    work = scaled_minutes(cell, facts.months, policy) * price
    share = 360 * trusted_confidence(cell, policy) * facts.value * policy.std_margin
    return half_up(work * policy.ln10, share)
