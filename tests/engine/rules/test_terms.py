"""Conditions on terms: one of a type, or all together. Absent is not the same as unknown."""

import pytest

from reviews.engine.rules import Unknown
from tests.engine.rules.makers import Document, fires, make_rule, make_term, rule_on, step_of

UPTIME = {"term": "uptime", "of": "value", "at_least": 99.9}
HARD = {"aggregate": "max", "of": "level", "at_least": 4}


def test_a_term_condition_looks_at_the_terms_of_its_type() -> None:
    assert fires(UPTIME, {"terms": [make_term(value=99.9)]})
    assert not fires(UPTIME, {"terms": [make_term(value=99.8)]})
    assert not fires(UPTIME, {"terms": [make_term("liability", value=100)]})


def test_the_type_of_a_term_is_compared_without_case() -> None:
    assert fires({**UPTIME, "term": "UpTime"}, {"terms": [make_term("UPTIME", value=99.9)]})


def test_one_of_several_terms_of_a_type_is_enough() -> None:
    assert fires(UPTIME, {"terms": [make_term(value=99), make_term(value=99.95)]})


def test_standard_terms_are_not_looked_at_unless_the_rule_says_so() -> None:
    deal = {"terms": [make_term(value=99.9, standard=True, level=5)]}
    assert not fires(UPTIME, deal)
    assert not fires(HARD, deal)
    assert fires({**UPTIME, "where": [{"fact": "standard", "is": True}]}, deal)
    assert fires({**HARD, "where": [{"fact": "standard", "is": True}]}, deal)


def test_an_absent_term_does_not_hold_and_is_not_unknown() -> None:
    assert not fires(UPTIME, {"terms": []})
    assert not fires({"term": "uptime", "of": "value", "below": 1}, {"terms": [make_term("liability")]})


@pytest.mark.parametrize("aggregate", ["max", "min"])
def test_the_largest_and_smallest_of_no_terms_do_not_hold(aggregate: str) -> None:
    assert not fires({"aggregate": aggregate, "of": "level", "at_most": 5}, {"terms": []})


def test_the_sum_and_the_count_of_no_terms_are_zero() -> None:
    assert fires({"aggregate": "sum", "of": "minutes", "is": 0}, {"terms": []})
    assert fires({"aggregate": "count", "is": 0}, {"terms": []})


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        ({"aggregate": "max", "of": "level"}, 4),
        ({"aggregate": "min", "of": "level"}, 2),
        ({"aggregate": "sum", "of": "level"}, 9),
        ({"aggregate": "count"}, 3),
        ({"aggregate": "max", "of": "level", "where": [{"fact": "category", "in": ["legal"]}]}, 3),
        ({"aggregate": "count", "where": [{"fact": "functions", "has_any": ["SUP"]}]}, 2),
        ({"aggregate": "count", "where": [{"fact": "level", "at_least": 3}]}, 2),
    ],
)
def test_aggregates_reach_exactly_their_number(condition: Document, wanted: int) -> None:
    terms = [
        make_term("liability", category="Legal", level=3, functions=["LEG"]),
        make_term("uptime", level=4, functions=["SUP", "DEL"]),
        make_term("exit", level=2, functions=["SUP"]),
        make_term("invoice", level=5, functions=["SUP"], category="legal", standard=True),
    ]
    assert fires({**condition, "is": wanted}, {"terms": terms})
    assert not fires({**condition, "above": wanted}, {"terms": terms})


@pytest.mark.parametrize(
    ("facts", "condition", "name"),
    [
        ({}, {"fact": "discount", "above": 10}, "discount"),
        ({"discount": None}, {"fact": "discount", "above": 10}, "discount"),
        ({"segment": "  "}, {"fact": "segment", "is": "public"}, "segment"),
        ({}, {"fact": "new_customer", "is": True}, "new_customer"),
        ({}, {"fact": "product_lines", "has_any": ["core"]}, "product_lines"),
        ({"share": {"SUP": 1}}, {"fact": "share.DEL", "above": 10}, "share.DEL"),
        ({"band": None}, {"fact": "band", "is": "VP"}, "band"),
        ({}, UPTIME, "term.uptime.value"),
        ({"terms": [make_term()]}, UPTIME, "term.uptime.value"),
        ({"terms": [{"type": "uptime", "value": 99.95}]}, UPTIME, "term.uptime.value"),
        ({"terms": [make_term(None, value=99.95)]}, UPTIME, "term.uptime.value"),
        ({"terms": [make_term(level=1), make_term()]}, HARD, "max(level)"),
        ({}, {"aggregate": "count", "at_least": 1}, "count()"),
    ],
)
def test_what_is_unknown_cannot_be_ruled_out(facts: Document, condition: Document, name: str) -> None:
    ruling = rule_on(make_rule("vp", condition), facts=facts)
    assert ruling.fired == ("vp",)
    assert ruling.unknown == (Unknown("vp", name),)
    assert step_of(ruling).tested == {name: None}


def test_what_is_known_can_rule_out_a_rule_with_an_unknown_fact() -> None:
    rule = make_rule("vp", {"fact": "discount", "above": 10}, {"fact": "months", "above": 12})
    ruling = rule_on(rule, facts={"months": 12})
    assert ruling.fired == ()
    assert ruling.unknown == ()


def test_a_step_carries_what_its_rule_looked_at() -> None:
    rule = make_rule(
        "vp",
        {"fact": "discount", "above": 10},
        {"fact": "product_lines", "has_any": ["edge"]},
        UPTIME,
        {**HARD, "where": [{"fact": "category", "in": ["service"]}]},
    )
    terms = [make_term(value=99.95, level=4), make_term(value=99, level=1)]
    deal = {"discount": 12.5, "product_lines": ["edge", "core"], "terms": terms}
    assert step_of(rule_on(rule, facts=deal)).tested == {
        "discount": 12.5,
        "max(level) where category in service": 4,
        "product_lines": ["core", "edge"],
        "term.uptime.value": [99, 99.95],
    }
