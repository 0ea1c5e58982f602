"""The doses of signed deals under something learned: the engine's own formula, bare of gates."""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

from outcomes.calibration.evidence import Answer, Evidence, SignedDeal
from reviews.engine.cell import Cell, Key
from reviews.engine.correcting import corrected
from reviews.engine.facts import DealFacts
from reviews.engine.learned import Learned
from reviews.engine.merge import merge_answers
from reviews.engine.policy_version import BANDS, Policy
from reviews.engine.rounding import nearest_root
from reviews.engine.scoring import Totals, cell_dose, tenths_of


@dataclass(frozen=True)
class Doses:
    """Of one deal, in micro-doses: `severity` root(S), `effort` E, and K as it was at signature."""

    severity: int
    effort: int
    capacity: int

    def band(self, policy: Policy) -> int:
        """The place of the score's band among BANDS, 0 to 4."""
        return BANDS.index(policy.band_of(tenths_of(self.severity + self.effort + self.capacity)))


@dataclass(frozen=True)
class Deal:
    """A signed deal, ready to be scored many times."""

    signed: SignedDeal
    policy: Policy

    @cached_property
    def facts(self) -> DealFacts:
        deal = self.signed
        return DealFacts(policy=self.policy.id, value=deal.value, months=deal.months, terms=deal.terms)

    @cached_property
    def answers(self) -> list[list[Answer]]:
        """By cell, in the order of the cells' keys."""
        found: dict[Key, list[Answer]] = defaultdict(list)
        for answer in self.signed.answers:
            found[answer.cell.key].append(answer)
        return [found[key] for key in sorted(found)]

    @cached_property
    def reviewers(self) -> frozenset[int]:
        return frozenset(answer.reviewer for answer in self.signed.answers)

    @cached_property
    def functions(self) -> frozenset[str]:
        return frozenset(answer.cell.function for answer in self.signed.answers)

    def doses(self, learned: Learned, policy: Policy) -> Doses:
        """`policy` holds the uplift of `learned` already; see `policy_with`."""
        totals = Totals.of(cell_dose(self._cell(said, learned), self.facts, policy) for said in self.answers)
        return Doses(nearest_root(totals.S), totals.E, self.signed.capacity_dose)

    def _cell(self, said: list[Answer], learned: Learned) -> Cell:
        return merge_answers([corrected(answer.cell, learned.habit(answer.reviewer)) for answer in said])


def ready(evidence: Evidence) -> list[Deal]:
    """In the order of their keys, so that the order in which they were gathered is no matter."""
    return [Deal(deal, evidence.policy) for deal in sorted(evidence.deals, key=lambda deal: deal.key)]


def policy_with(policy: Policy, learned: Learned) -> Policy:
    """The engine's numbers with the learned uplifts of functions that it knows."""
    known = {code: per_mille for code, per_mille in learned.uplift.items() if code in policy.uplift}
    return replace(policy, uplift={**policy.uplift, **known})
