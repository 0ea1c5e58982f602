"""What is no rulebook is refused with every problem named, and what is one comes back the same."""

import json
from decimal import Decimal

import pytest

from reviews.engine.rules import InvalidRulebook, Rulebook
from reviews.engine.rules.rule import Settings
from tests.engine.rules.makers import (
    Document,
    make_book,
    make_document,
    make_rule,
    make_step,
    make_term,
    problems_of,
)

WHOLE = make_document(
    make_rule(
        "vp-approves-high",
        {"fact": "band", "is": "VP"},
        {"fact": "discount", "above": 10, "at_most": 20.5},
        {"fact": "share.DEL", "at_least": 40},
        {"term": "uptime", "of": "value", "at_least": 99.9, "where": [{"fact": "standard", "is": True}]},
        {"aggregate": "max", "of": "level", "where": [{"fact": "category", "in": ["legal"]}], "at_least": 4},
        {"aggregate": "count", "at_least": 2},
        then={
            "steps": [
                {"approver": "group:revenue council", "need": "all"},
                {"approver": "lead:DEL", "need": 2},
            ],
            "check": {"title": "An architect has scoped it", "evidence": "link", "by": "lead:DEL"},
            "floor": "VP",
            "refuse": "Never.",
            "note": "Say so.",
        },
        ladder="discount",
        keep={"discount": "10 %", "share.DEL": 2.5},
    ),
    make_rule("otherwise", ladder="discount"),
    settings={"rounds": 2, "four_eyes": True, "approval_hours": 8, "remind_at": [50], "escalate_at": []},
    groups={"revenue council": ["ana@fernhill.example"]},
    ladders={"discount": {"take": "last"}},
    examples=[
        {
            "name": "a small renewal",
            "facts": {"band": "MGR", "discount": 12.5, "share": {"DEL": 41}, "terms": [make_term(value=1)]},
            "expect": {"band": "MGR", "steps": [], "fired": ["otherwise"]},
        }
    ],
)
THEN = {"step": {"approver": "role:approver_vp"}}


def test_a_rulebook_comes_back_the_same_from_its_document() -> None:
    book = Rulebook.from_document(WHOLE)
    document = json.loads(json.dumps(book.as_document()))
    assert Rulebook.from_document(document) == book
    assert Rulebook.from_document(document).as_document() == document


def test_what_is_not_said_has_its_default() -> None:
    book = Rulebook.from_document(make_document())
    assert book.settings == Settings(3, False, 16, (50, 100, 150), (125, 200))
    assert (book.rules, book.groups, book.examples) == ((), {}, ())


def test_numbers_are_decimals_as_they_were_written() -> None:
    [rule] = make_book(make_rule("vp", {"fact": "discount", "above": 0.1})).rules
    assert rule.when[0].tests[0].value == Decimal("0.1")


def test_line_breaks_in_a_text_become_blanks() -> None:
    [rule] = make_book(make_rule("vp", reason="Words\n  over two lines\n")).rules
    assert rule.reason == "Words over two lines"


@pytest.mark.parametrize(
    ("condition", "field"),
    [
        (3, "when[0]"),
        ({}, "when[0]"),
        ({"fact": "discount"}, "when[0]"),
        ({"fact": "discount", "term": "x", "is": 1}, "when[0]"),
        ({"fact": "discnt", "above": 1}, "when[0].fact"),
        ({"fact": "share", "above": 1}, "when[0].fact"),
        ({"fact": "share.del", "above": 1}, "when[0].fact"),
        ({"fact": ["discount"], "above": 1}, "when[0].fact"),
        ({"fact": "discount", "has_any": [1]}, "when[0].has_any"),
        ({"fact": "discount", "above": 1, "of": "x"}, "when[0].of"),
        ({"fact": "discount", "above": "10"}, "when[0].above"),
        ({"fact": "discount", "above": True}, "when[0].above"),
        ({"fact": "discount", "above": float("nan")}, "when[0].above"),
        ({"fact": "discount", "above": float("inf")}, "when[0].above"),
        ({"fact": "discount", "above": 10**400}, "when[0].above"),
        ({"fact": "discount", "above": 10**15 + 1}, "when[0].above"),
        ({"fact": "discount", "in": 5}, "when[0].in"),
        ({"fact": "discount", "in": []}, "when[0].in"),
        ({"fact": "discount", "in": [1] * 51}, "when[0].in"),
        ({"fact": "country", "in": ["DE", False]}, "when[0].in[1]"),
        ({"fact": "country", "is": "x" * 81}, "when[0].is"),
        ({"fact": "country", "is": ""}, "when[0].is"),
        ({"fact": "kind", "is": "renewl"}, "when[0].is"),
        ({"fact": "band", "at_least": "CFO"}, "when[0].at_least"),
        ({"fact": "band", "is_not": "VP"}, "when[0].is_not"),
        ({"fact": "new_customer", "is": 1}, "when[0].is"),
        ({"term": "uptime", "at_least": 1}, "when[0].of"),
        ({"term": "uptime", "of": "category", "is": "x"}, "when[0].of"),
        ({"term": "up time", "of": "value", "is": 1}, "when[0].term"),
        ({"aggregate": "mean", "of": "level", "is": 1}, "when[0].aggregate"),
        ({"aggregate": "max", "of": "functions", "is": 1}, "when[0].of"),
        ({"aggregate": "count", "of": "level", "is": 1}, "when[0].of"),
        ({"aggregate": "count", "is": 1, "where": [{"fact": "discount", "is": 1}]}, "when[0].where[0].fact"),
        ({"aggregate": "count", "is": 1, "where": [{"fact": "level"}]}, "when[0].where[0]"),
        ({"aggregate": "count", "is": 1, "where": {"fact": "level"}}, "when[0].where"),
    ],
)
def test_a_wrong_condition_is_named_with_its_rule_and_field(condition: object, field: str) -> None:
    assert problems_of(make_document(make_rule("vp", when=[condition]))) == [("vp", field)]


@pytest.mark.parametrize(
    ("then", "field"),
    [
        ({}, "then"),
        ([], "then"),
        ({"stepp": {}, **THEN}, "then.stepp"),
        ({"step": {}}, "then.step.approver"),
        ({"step": {"approver": "vp"}}, "then.step.approver"),
        ({"step": {"approver": "role:VP 1"}}, "then.step.approver"),
        ({"step": {"approver": "person:ana"}}, "then.step.approver"),
        ({"step": {"approver": "lead:delivery"}}, "then.step.approver"),
        ({"step": {"approver": "group:nobody"}}, "then.step.approver"),
        ({"step": {"approver": "owner_manager", "need": 0}}, "then.step.need"),
        ({"step": {"approver": "owner_manager", "need": "most"}}, "then.step.need"),
        ({"step": {"approver": "owner_manager", "order": 1.5}}, "then.step.order"),
        ({"step": {"approver": "owner_manager", "chain": "a/b"}}, "then.step.chain"),
        ({"steps": []}, "then.steps"),
        ({"steps": [{"approver": "lead:X"}]}, "then.steps[0].approver"),
        ({**THEN, "steps": [THEN["step"]]}, "then.steps"),
        ({"steps": [THEN["step"]] * 10, "note": "x"}, "then"),
        ({"check": {}}, "then.check.title"),
        ({"check": {"title": "x", "evidence": "photo"}}, "then.check.evidence"),
        ({"check": {"title": "x", "by": "me"}}, "then.check.by"),
        ({"floor": "AUTO"}, "then.floor"),
        ({"refuse": ""}, "then.refuse"),
        ({"note": "x" * 301}, "then.note"),
    ],
)
def test_a_wrong_effect_is_named_with_its_rule_and_field(then: object, field: str) -> None:
    assert problems_of(make_document(make_rule("vp", then=then))) == [("vp", field)]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"reason": "x" * 301}, "reason"),
        ({"reason": "\x07"}, "reason"),
        ({"when": {}}, "when"),
        ({"when": [{"fact": "discount", "is": 1}] * 21}, "when"),
        ({"ladder": ""}, "ladder"),
        ({"keep": 5}, "keep"),
        ({"keep": {"months": 1}}, "keep.months"),
        ({"keep": {"discount": -1}}, "keep.discount"),
        ({"keep": {"discount": "ten %"}}, "keep.discount"),
        ({"weight": 1}, "weight"),
    ],
)
def test_a_wrong_rule_is_named_with_its_field(more: Document, field: str) -> None:
    rule = {**make_rule("vp", {"fact": "discount", "above": 1}), **more}
    assert problems_of(make_document(rule)) == [("vp", field)]


def test_all_problems_are_told_at_once_in_the_order_of_the_document() -> None:
    wrong = make_rule("vp", {"fact": "discount", "above": "x"}, then={"floor": "X"})
    document = make_document(wrong, {"name": "a b"}, make_rule("VP"), make_step("ok"), rounds=1)
    assert problems_of(document) == [
        ("", "rounds"),
        ("vp", "when[0].above"),
        ("vp", "then.floor"),
        ("rules[1]", "reason"),
        ("rules[1]", "then"),
        ("rules[1]", "name"),
        ("VP", "name"),
    ]


def test_the_refusal_reads_as_a_sentence_about_the_first_problem() -> None:
    with pytest.raises(InvalidRulebook) as refused:
        make_book(make_rule("vp", {"fact": "discount", "above": "x"}, then={"floor": "X"}))
    wanted = "rule vp, when[0].above: Write a number from -10^15 to 10^15, not 'x'. (and 1 more)"
    assert str(refused.value) == wanted
