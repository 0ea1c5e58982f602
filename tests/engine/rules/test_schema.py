"""The published JSON Schema says of a document's structure what the reader says."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reviews.engine.rules import InvalidRulebook, Rulebook, schema
from reviews.policy_file import read_policy
from tests.engine.rules.makers import make_document, make_rule, make_step, make_term
from tests.engine.rules.strategies import deals, documents

VALIDATOR = Draft202012Validator(schema())
SAMPLES = sorted((Path(settings.ROOT) / "reviews" / "sample" / "policies").glob("*.yaml"))
FULL = make_document(
    make_step(
        "vp",
        {"fact": "discount", "above": 10, "at_most": 20.5},
        {"fact": "share.DEL", "in": [1, 2]},
        {"fact": "kind", "is_not": "Renewal"},
        {"fact": "band", "at_least": "vp"},
        {"fact": "new_customer", "is": True},
        {"fact": "product_lines", "has_none": ["Relay"]},
        {"term": "uptime", "of": "value", "where": [{"fact": "level", "above": 2}], "at_least": 99.9},
        {"term": "uptime", "of": "functions", "has_any": ["DEL"]},
        {"aggregate": "MAX", "of": "level", "at_least": 4},
        {"aggregate": "count", "where": [{"fact": "standard", "is": False}], "is": 2},
        keep={"discount": "10 %"},
        need="all",
        chain="commercial",
        order=2,
    ),
    make_rule("two", ladder="one", then={"steps": [{"approver": "group:council"}], "floor": "exec"}),
    make_rule("check", then={"check": {"title": "Scoped", "evidence": "LINK", "by": "lead:DEL"}}),
    make_rule("say", then={"refuse": "Never.", "note": "Look."}),
    settings={"rounds": 5, "four_eyes": True, "approval_hours": 8, "remind_at": [50], "escalate_at": []},
    groups={"council": ["priya@fernhill.example"]},
    ladders={"one": {"take": "last"}},
    examples=[
        {
            "name": "one",
            "facts": {"band": "VP", "share": {"DEL": 5}, "discount": None, "terms": [make_term(level=3)]},
            "expect": {"band": "vp", "steps": [], "checks": [], "refusals": [], "fired": ["say"]},
        }
    ],
)


def reads(document: object) -> bool:
    try:
        Rulebook.from_document(document)
    except InvalidRulebook:
        return False
    return True


def test_the_schema_is_itself_valid():
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_sample_policies_fit_the_schema(path):
    document = read_policy(path.read_bytes(), path.name)
    assert reads(document)
    VALIDATOR.validate(document)
    VALIDATOR.validate(Rulebook.from_document(document).as_document())


def test_a_document_with_everything_in_it_fits():
    assert reads(FULL)
    VALIDATOR.validate(FULL)
    VALIDATOR.validate(Rulebook.from_document(FULL).as_document())


@given(documents(), deals())
@hypothesis_settings(max_examples=60)
def test_what_the_reader_accepts_the_schema_accepts(document, facts):
    document = {**document, "examples": [{"name": "one", "facts": facts, "expect": {}}]}
    assert reads(document)
    VALIDATOR.validate(document)


JUNK: tuple[Any, ...] = ("?!", 0.5, True, ["?!"], {"?!": "?!"}, None, 10**400, [])


def holders(value: Any) -> Iterator[Any]:
    """Every object and list inside of a document."""
    if isinstance(value, dict | list):
        yield value
        for entry in value.values() if isinstance(value, dict) else value:
            yield from holders(entry)


@given(st.data())
@hypothesis_settings(max_examples=150)
def test_junk_that_the_schema_accepts_the_reader_accepts_and_the_reverse(data):
    document = deepcopy(FULL)
    holder = data.draw(st.sampled_from(list(holders(document))))
    if isinstance(holder, dict) and data.draw(st.booleans()):
        holder["surprise"] = 1
    elif holder:
        key = data.draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
        holder[key] = data.draw(st.sampled_from(JUNK))
    if reads(document):
        assert VALIDATOR.is_valid(document)
    elif not _is_about_other_parts(document):
        assert not VALIDATOR.is_valid(document)


def _is_about_other_parts(document: Any) -> bool:
    """Faults that only appear when parts are held against each other, which no schema can say."""
    try:
        Rulebook.from_document(document)
    except InvalidRulebook as refused:
        return all(
            any(
                words in problem.sentence
                for words in ("Add the group", "no rule belongs", "has none of this name")
            )
            or "Name a number that the rule tests" in problem.sentence
            for problem in refused.problems
        )
    return False


FAULTS = {
    "no name": lambda document: document.pop("name"),
    "another format": lambda document: document.update(format="DealDesk rules 2"),
    "a rule without reason": lambda document: document["rules"][0].pop("reason"),
    "an unknown fact": lambda document: document["rules"][0]["when"].append({"fact": "mood", "is": 1}),
    "an operator of another type": lambda document: document["rules"][0]["when"].append(
        {"fact": "country", "above": 1}
    ),
    "no operator": lambda document: document["rules"][0]["when"].append({"fact": "discount"}),
    "two subjects": lambda document: document["rules"][0]["when"].append(
        {"fact": "discount", "term": "uptime", "above": 1}
    ),
    "count of something": lambda document: document["rules"][0]["when"].append(
        {"aggregate": "count", "of": "level", "above": 1}
    ),
    "a rule without effect": lambda document: document["rules"][0].update(then={}),
    "step and steps": lambda document: document["rules"][1]["then"].update(step={"approver": "lead:DEL"}),
    "an approver of no kind": lambda document: document["rules"][0]["then"]["step"].update(approver="cfo"),
    "nobody needed": lambda document: document["rules"][0]["then"]["step"].update(need=0),
    "a tolerance below zero": lambda document: document["rules"][0].update(keep={"discount": -1}),
    "too many rounds": lambda document: document["settings"].update(rounds=21),
    "a fact of the wrong type": lambda document: document["examples"][0]["facts"].update(discount="much"),
}


@pytest.mark.parametrize("break_it", FAULTS.values(), ids=FAULTS)
def test_a_fault_of_the_structure_is_refused_by_both(break_it):
    document = deepcopy(FULL)
    break_it(document)
    assert not reads(document)
    assert not VALIDATOR.is_valid(document)
