"""The whole judgement of one draft under one policy version."""

from collections.abc import Mapping
from dataclasses import dataclass

from reviews.engine.capacity import capacity_dose
from reviews.engine.checks import InvalidFacts
from reviews.engine.effort import Cost, cost_of
from reviews.engine.explain import points_of
from reviews.engine.facts import DealFacts
from reviews.engine.gate import RuleFloor, rule_floor
from reviews.engine.interval import Standing
from reviews.engine.policy_version import Policy
from reviews.engine.scales import CLOSED, DEFAULT_POLICY
from reviews.engine.scoring import CellDose, Totals, ledger, worst_case
from reviews.engine.vector import Statement


@dataclass(frozen=True)
class Assessment(Standing):
    """A standing with its ledger, its explanation, its money and the reasons of its rules.

    `cells`: micro-doses by cell, in the order of the facts. `points`: tenths by source, named
    term.function.severity, term.function.effort and *.*.capacity; they add up to `tenths`.
    """

    cells: tuple[CellDose, ...]
    points: Mapping[str, int]
    cost: Cost
    rules: RuleFloor

    @property
    def reasons(self) -> tuple[str, ...]:
        return (*super().reasons, *self.rules.reasons)

    def as_document(self) -> dict[str, object]:
        """JSON types only; the form of `expect` in the golden vectors."""
        return {
            **super().as_document(),
            "cells": [[dose.term, dose.function, dose.severity, dose.effort] for dose in self.cells],
            "points": dict(self.points),
            "cost": self.cost.as_document(),
        }


def assess(given: DealFacts | Mapping[str, object], policy: Policy = DEFAULT_POLICY) -> Assessment:
    """Score a deal, given as facts or as its document.

    Raises InvalidFacts, naming the field, for anything that cannot be scored under this policy.
    """
    facts = _checked(given)
    facts.check_under(policy)
    doses = ledger(facts, policy)
    cost = cost_of(facts, policy)
    rules = rule_floor(facts, cost.p80, policy)
    statement = Statement(
        policy_id=policy.id,
        policy_digest=policy.short_digest,
        totals=Totals.of(doses),
        capacity_dose=capacity_dose(facts, policy),
        is_blocked=any(cell.blocker for cell in facts.cells),
        answered=len(facts.required) - len(facts.missing),
        required=len(facts.required),
        worst=worst_case(facts, policy),
        floor=rules.band,
        input_digest=facts.digest,
    )
    return Assessment(
        statement=statement,
        policy=policy,
        cells=doses,
        points=points_of(statement, doses),
        cost=cost,
        rules=rules,
    )


def gate_for(
    given: DealFacts | Mapping[str, object], policy: Policy = DEFAULT_POLICY
) -> tuple[str, tuple[str, ...]]:
    """The gate and its reasons, without a way to fail open: what cannot be scored is CLOSED."""
    try:
        assessment = assess(given, policy)
    except InvalidFacts as fault:
        return CLOSED, (str(fault),)
    return assessment.gate, assessment.reasons


def _checked(given: DealFacts | Mapping[str, object]) -> DealFacts:
    """Facts built in Python pass the same checks as a document; their order of cells is kept."""
    if not isinstance(given, DealFacts):
        return DealFacts.from_document(given)
    DealFacts.from_document(given.as_document())
    return given
