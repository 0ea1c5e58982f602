"""The realised dose: DD:1.0 over what the functions say a deal was really like. Pure.

Same instrument, second time (docs/outcomes.md, section 1.4): the level of a cell is how hard it turned out,
its minutes are what it took and will take, and incidents set a least level.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reviews.engine.cell import Cell, Estimate, Key
from reviews.engine.facts import DealFacts
from reviews.engine.limits import MOST_MINUTES
from reviews.engine.policy_version import PER_MILLE, Policy
from reviews.engine.reading import TermFacts
from reviews.engine.rounding import half_up, nearest_root
from reviews.engine.scoring import CellDose, cell_dose, scaled_minutes, trusted_confidence

SURE = 80
"""Confidence of an answer about what has happened: the knee, so that no doubt is added."""


@dataclass(frozen=True)
class LivedCell:
    """What one function says of one term: level 1-5, minutes spent and to come, credits paid (minor units
    of the company's currency). `least` is the level that incidents of this very cell set, 0 without."""

    term: str
    function: str
    category: str
    count: int
    level: int
    minutes: int
    credit: int = 0
    least: int = 0

    @property
    def key(self) -> Key:
        return self.term, self.function


@dataclass(frozen=True)
class LivedDeal:
    """`value` in minor units and `months` as at signature; `required`: all cells that were asked;
    `least`: the level that incidents of the whole deal set, 0 without."""

    value: int
    months: int
    required: tuple[Key, ...]
    terms: Mapping[str, TermFacts]
    cells: tuple[LivedCell, ...]
    least: int = 0


def lived_facts(deal: LivedDeal, policy: Policy) -> DealFacts:
    """The inputs of the realised dose. Capacity is left out: nobody answers for the calendar again."""
    facts = DealFacts(
        policy=policy.id,
        value=deal.value,
        months=deal.months,
        cells=tuple(_cell(cell, policy) for cell in sorted(deal.cells, key=lambda cell: cell.key)),
        required=tuple(sorted(deal.required)),
        terms=deal.terms,
    )
    return _raised(facts, deal.least * 10, policy)


def _cell(cell: LivedCell, policy: Policy) -> Cell:
    minutes = engine_minutes(cell, policy)
    return Cell(
        term=cell.term,
        function=cell.function,
        level=max(cell.level, cell.least) * 10,
        confidence=SURE,
        once=Estimate(minutes, minutes, minutes),
    )


def engine_minutes(cell: LivedCell, policy: Policy) -> int:
    """Minutes as the engine takes them: actual work needs no uplift, so the policy's is taken out first,
    and a credit is the work of the function that costs as much. No more than the engine takes."""
    uplift = policy.uplift[cell.function]
    credit = half_up(cell.credit * 60 * PER_MILLE, policy.rate[cell.function] * uplift)
    return min(MOST_MINUTES, half_up(cell.minutes * PER_MILLE, uplift) + credit)


def _raised(facts: DealFacts, least: int, policy: Policy) -> DealFacts:
    """An incident that names no cell says that one of them was at least this hard: the one where that
    changes the deal least, which is the hardest where all weigh the same. A minimum over the cells, so
    that a harder answer never lowers the dose."""
    if not facts.cells or not least:
        return facts
    raised = [replace(cell, level=max(cell.level, least)) for cell in facts.cells]
    added = [
        cell_dose(new, facts, policy).square - cell_dose(old, facts, policy).square
        for old, new in zip(facts.cells, raised, strict=True)
    ]
    hit = min(range(len(raised)), key=lambda row: (added[row], -facts.cells[row].level, facts.cells[row].key))
    cells = (*facts.cells[:hit], raised[hit], *facts.cells[hit + 1 :])
    return replace(facts, cells=cells)


def shares(doses: Sequence[CellDose]) -> dict[Key, int]:
    """Each cell's part of root(S) + E in whole micro-doses: n h^2 root(S)/S + e, rounded by the largest
    remainder (ties by key), so that they add up (docs/scoring.md, section 3, Explanation)."""
    squares = sum(dose.square for dose in doses)
    root, whole = nearest_root(squares), squares or 1
    exact = {(dose.term, dose.function): dose.square * root + dose.effort * whole for dose in doses}
    parts = {key: share // whole for key, share in exact.items()}
    total = root + sum(dose.effort for dose in doses)
    by_remainder = sorted(exact, key=lambda key: (-(exact[key] % whole), key))
    for key in by_remainder[: total - sum(parts.values())]:
        parts[key] += 1
    return parts


def whole_minutes(cell: Cell, months: int, policy: Policy) -> int:
    """The mean minutes of an answer over the whole contract, to the nearest one, before any uplift."""
    return half_up(scaled_minutes(cell, months, policy), 6 * trusted_confidence(cell, policy))


def whole_level(cell: Cell) -> int:
    """The level that counted, 1-5; a half goes up."""
    return half_up(cell.standing_level, 10)
