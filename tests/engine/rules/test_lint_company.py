"""Term types that nobody covers, and codes that the company does not have."""

from dataclasses import replace

import pytest

from tests.engine.rules.linted import FERNHILL, places
from tests.engine.rules.makers import make_rule

ORPHAN = replace(FERNHILL, types={**FERNHILL.types, "escrow": frozenset()})
LOST = replace(FERNHILL, types={**FERNHILL.types, "escrow": frozenset({"OLD"})})

COVERING = {
    "its own term": {"term": "Escrow", "of": "level", "at_least": 1},
    "its code among others": {"fact": "nonstandard_types", "has_any": ["escrow", "exit"]},
    "any non-standard term": {"fact": "nonstandard_terms", "at_least": 1},
    "any term counted": {"aggregate": "count", "above": 0},
    "a where": {
        "aggregate": "max",
        "of": "level",
        "where": [{"fact": "type", "is": "escrow"}],
        "at_least": 1,
    },
}
NOT_COVERING = {
    "another type": {"fact": "nonstandard_types", "has_any": ["exit"]},
    "two terms at least": {"fact": "nonstandard_terms", "at_least": 2},
    "without the type": {"fact": "nonstandard_types", "has_none": ["escrow"]},
    "few terms": {"aggregate": "count", "at_most": 3},
}


@pytest.mark.parametrize("company", [ORPHAN, LOST])
@pytest.mark.parametrize("condition", NOT_COVERING.values(), ids=NOT_COVERING)
def test_a_type_that_no_function_and_no_rule_covers_is_an_error(condition, company):
    assert places(make_rule("ask", condition), company=company) == [("error", "", "rules")]


@pytest.mark.parametrize("condition", COVERING.values(), ids=COVERING)
def test_a_type_that_a_rule_covers_is_clean(condition):
    assert places(make_rule("ask", condition), company=ORPHAN) == []
    note = make_rule("look", condition, then={"note": "Look."})
    assert places(note, company=ORPHAN) == [("error", "", "rules")]


UNKNOWN_TYPES = {
    "a term": ({"term": "uptme", "of": "value", "above": 1}, "error", "when[0].term"),
    "one code": ({"fact": "nonstandard_types", "has_any": ["uptme"]}, "error", "when[0]"),
    "one of all": ({"fact": "nonstandard_types", "has_all": ["uptime", "uptme"]}, "error", "when[0]"),
    "one of any": ({"fact": "nonstandard_types", "has_any": ["uptime", "uptme"]}, "warning", "when[0]"),
    "none of": ({"fact": "nonstandard_types", "has_none": ["uptme"]}, "warning", "when[0]"),
    "in where": (
        {"aggregate": "max", "of": "level", "where": [{"fact": "type", "in": ["uptme"]}], "at_least": 4},
        "error",
        "when[0].where[0]",
    ),
}


@pytest.mark.parametrize(("condition", "severity", "field"), UNKNOWN_TYPES.values(), ids=UNKNOWN_TYPES)
def test_a_type_that_the_playbook_does_not_have_is_named(condition, severity, field):
    assert places(make_rule("ask", condition), company=FERNHILL) == [(severity, "ask", field)]
    assert places(make_rule("ask", condition)) == []


def test_types_are_the_same_in_small_and_capital_letters():
    assert places(make_rule("ask", {"term": "UPTIME", "of": "level", "above": 1}), company=FERNHILL) == []


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"fact": "share.XYZ", "above": 40}, [("error", "ask", "when[0].fact")]),
        ({"fact": "share.DEL", "above": 40}, []),
        ({"term": "uptime", "of": "functions", "has_any": ["XYZ"]}, [("warning", "ask", "when[0]")]),
        ({"term": "uptime", "of": "functions", "has_any": ["del"]}, []),
    ],
)
def test_a_code_of_a_function_that_there_is_not_is_named(condition, expected):
    assert places(make_rule("ask", condition), company=FERNHILL) == expected
