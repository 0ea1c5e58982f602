"""What must hold for every rulebook and every deal."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reviews.engine.policy_version import BANDS
from reviews.engine.rules import Rulebook, Ruling, StepAsked, evaluate
from reviews.engine.rules.effects import strength
from tests.engine.rules.makers import Document
from tests.engine.rules.strategies import (
    any_conditions,
    deals,
    documents,
    forgettings,
    harmful_conditions,
    rules,
    worse,
)

ADDED = {"name": "added"}


def rank(ruling: Ruling) -> int:
    """An unknown band counts as the worst."""
    return len(BANDS) if ruling.band is None else BANDS.index(ruling.band)


def asks_no_less(now: Ruling, before: Ruling) -> bool:
    """Every step with at least its need, every check and every refusal is still there."""
    needs = {step.key: strength(step.need) for step in now.steps}
    return (
        all(needs.get(step.key, 0) >= strength(step.need) for step in before.steps)
        and {check.key for check in now.checks} >= {check.key for check in before.checks}
        and {refusal.rule for refusal in now.refusals} >= {refusal.rule for refusal in before.refusals}
    )


def with_rule(document: Document, rule: Document, row: int) -> Document:
    named = {**rule, **ADDED}
    return {**document, "rules": [*document["rules"][:row], named, *document["rules"][row:]]}


def ruled(document: Document, deal: Document) -> Ruling:
    return evaluate(Rulebook.from_document(document), deal)


@given(documents(is_harmful=True), deals(), st.data())
def test_a_worse_deal_never_needs_less(document: Document, deal: Document, data: st.DataObject) -> None:
    before = ruled(document, deal)
    for _ in range(3):
        now = ruled(document, data.draw(worse(deal)))
        assert asks_no_less(now, before)
        assert rank(now) >= rank(before)


@given(documents(), rules(any_conditions(), has_floor=False), deals())
def test_a_rule_more_never_takes_anything_away(document: Document, rule: Document, deal: Document) -> None:
    before = ruled(document, deal)
    for row in range(len(document["rules"]) + 1):
        now = ruled(with_rule(document, rule, row), deal)
        assert asks_no_less(now, before)
        assert set(now.fired) >= set(before.fired)
        assert now.uncovered == before.uncovered
        assert now.band == before.band


@given(documents(is_harmful=True), rules(harmful_conditions()), deals())
def test_a_floor_more_takes_nothing_away_from_rules_that_ask_for_a_band_or_worse(
    document: Document, rule: Document, deal: Document
) -> None:
    before, now = ruled(document, deal), ruled(with_rule(document, rule, 0), deal)
    assert asks_no_less(now, before)
    assert rank(now) >= rank(before)


def shuffled(data: st.DataObject, value: Any) -> Any:
    """The same facts in another order."""
    if isinstance(value, dict):
        return {key: shuffled(data, value[key]) for key in data.draw(st.permutations(sorted(value)))}
    if isinstance(value, list):
        return [shuffled(data, item) for item in data.draw(st.permutations(value))]
    return value


@given(documents(), deals(), st.data())
def test_the_order_of_the_facts_does_not_matter(
    document: Document, deal: Document, data: st.DataObject
) -> None:
    assert ruled(document, shuffled(data, deal)).as_document() == ruled(document, deal).as_document()


@given(documents(), deals())
def test_a_fact_made_unknown_never_takes_a_step_away(document: Document, deal: Document) -> None:
    before = ruled(document, deal)
    for poorer in forgettings(deal):
        now = ruled(document, poorer)
        assert asks_no_less(now, before)
        assert rank(now) >= rank(before)


@given(documents())
def test_a_rulebook_reads_back_the_same(document: Document) -> None:
    book = Rulebook.from_document(document)
    again = json.loads(json.dumps(book.as_document()))
    assert Rulebook.from_document(again) == book
    assert Rulebook.from_document(again).digest == book.digest


@given(documents(), deals())
def test_a_ruling_is_the_same_after_its_rulebook_was_stored(document: Document, deal: Document) -> None:
    stored = json.loads(json.dumps(Rulebook.from_document(document).as_document()))
    ruling = ruled(document, deal)
    assert ruled(stored, deal) == ruling
    steps = json.loads(json.dumps(ruling.as_document()))["steps"]
    assert tuple(StepAsked.from_document(step) for step in steps) == ruling.steps


@given(documents(), deals())
def test_what_counts_is_explained(document: Document, deal: Document) -> None:
    """Every step, check, refusal and unknown fact belongs to a rule that fired."""
    ruling = ruled(document, deal)
    named = {rule for asked in (*ruling.steps, *ruling.checks) for rule in asked.rules}
    named |= {entry.rule for entry in (*ruling.floors, *ruling.refusals, *ruling.unknown)}
    assert named <= set(ruling.fired)
