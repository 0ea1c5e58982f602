"""Rules that can never fire, rules without an effect, and tolerances that do nothing."""

import pytest

from reviews.engine.rules import Rulebook, lint, lint_document
from reviews.engine.rules.effects import Effects
from reviews.engine.rules.rule import Rule, Tolerance
from tests.engine.rules.linted import GUARD, lint_of, places, said
from tests.engine.rules.makers import make_document, make_rule, make_step

UPTIME = {"term": "uptime", "of": "value"}
FLOOR = {"floor": "VP"}


def level(*where: dict, **tests: object) -> dict:
    return {"aggregate": "max", "of": "level", **({"where": list(where)} if where else {}), **tests}


NEVER = {
    "two limits that cross": ([{"fact": "discount", "above": 20, "at_most": 10}], "when[0]"),
    "half open at one value": ([{"fact": "discount", "at_least": 20, "below": 20}], "when[0]"),
    "no whole month between": ([{"fact": "months", "above": 12, "below": 13}], "when[0]"),
    "beyond what the fact can be": ([{"fact": "discount", "above": 100}], "when[0]"),
    "no such level": ([level(above=5)], "when[0]"),
    "two conditions on one number": (
        [{"fact": "discount", "above": 20}, {"fact": "discount", "below": 10}],
        "when[1]",
    ),
    "two countries at once": ([{"fact": "country", "is": "DE"}, {"fact": "country", "is": "fr"}], "when[1]"),
    "in and out": ([{"fact": "kind", "in": ["renewal"], "is_not": "renewal"}], "when[0]"),
    "none of the three kinds": (
        [{"fact": "kind", "not_in": ["renewal", "expansion", "new_business"]}],
        "when[0]",
    ),
    "new and not new": (
        [{"fact": "new_customer", "is": True}, {"fact": "new_customer", "is": False}],
        "when[1]",
    ),
    "with and without a type": (
        [
            {"fact": "nonstandard_types", "has_all": ["exit"]},
            {"fact": "nonstandard_types", "has_none": ["EXIT"]},
        ],
        "when[1]",
    ),
    "any of what it must not have": (
        [{"fact": "product_lines", "has_any": ["a", "b"], "has_none": ["a", "b"]}],
        "when[0]",
    ),
    "a band above and below": ([{"fact": "band", "at_least": "VP", "at_most": "MGR"}], "when[0]"),
    "a band that such a score never has": (
        [{"fact": "score", "at_least": 90}, {"fact": "band", "at_most": "EXEC"}],
        "when[1]",
    ),
    "a term that passes no where": (
        [level({"fact": "level", "above": 3}, {"fact": "level", "below": 2}, at_least=1)],
        "when[0].where",
    ),
    "one term's value": ([{**UPTIME, "above": 99.9, "below": 99.5}], "when[0]"),
}


@pytest.mark.parametrize(("when", "field"), NEVER.values(), ids=NEVER)
def test_a_rule_that_can_never_fire_is_an_error(when, field):
    assert ("error", "dead", field) in places(make_rule("dead", *when))


POSSIBLE = {
    "one value": [{"fact": "discount", "at_least": 20, "at_most": 20}],
    "one month": [{"fact": "months", "above": 12, "below": 14}],
    "half a month of overload": [{"fact": "overload", "above": 12, "below": 13}],
    "two conditions that overlap": [{"fact": "discount", "above": 10}, {"fact": "discount", "above": 15}],
    "two terms of one type": [{**UPTIME, "above": 99.9}, {**UPTIME, "below": 99.5}],
    "any of two, but not the one": [{"fact": "product_lines", "has_any": ["a", "b"], "has_none": ["a"]}],
    "a score that can have the band": [{"fact": "score", "at_least": 89.9}, {"fact": "band", "is": "EXEC"}],
    "no term at all": [
        {
            "aggregate": "count",
            "where": [{"fact": "level", "above": 3}, {"fact": "level", "below": 2}],
            "is": 0,
        }
    ],
}


@pytest.mark.parametrize("when", POSSIBLE.values(), ids=POSSIBLE)
def test_a_rule_that_can_fire_is_clean(when):
    assert not any("never fire" in finding.sentence for finding in lint_of(make_rule("alive", *when)))


def test_a_floor_for_every_deal_leaves_no_lower_band():
    floor = make_rule("floor", then=FLOOR)
    low = make_rule("low", {"fact": "band", "is": "AUTO"})
    assert places(floor, low) == [("error", "low", "when[0]")]
    assert places(make_rule("floor", {"fact": "discount", "above": 3}, then=FLOOR), low) == []


def test_a_rule_without_an_effect_is_an_error():
    rule = make_rule("idle", then={})
    [finding] = lint_document(make_document(rule, GUARD))
    assert (finding.severity, finding.rule, finding.field) == ("error", "idle", "then")
    built = Rulebook("Built", rules=(Rule("idle", "Why", then=Effects()),))
    assert ("idle", "then") in [(finding.rule, finding.field) for finding in lint(built)]


@pytest.mark.parametrize(
    ("band", "is_idle"), [({"is": "VP"}, True), ({"at_least": "VP"}, True), ({"at_least": "MGR"}, False)]
)
def test_a_floor_that_raises_nothing_is_a_warning(band, is_idle):
    found = places(make_rule("floor", {"fact": "band", **band}, then=FLOOR))
    assert found == ([("warning", "floor", "then.floor")] if is_idle else [])


def test_keeping_by_a_fact_that_the_rule_does_not_test_is_an_error():
    rule = make_step("vp", {"fact": "discount", "above": 10}, keep={"months": 5})
    [finding] = lint_document(make_document(rule, GUARD))
    assert (finding.severity, finding.rule, finding.field) == ("error", "vp", "keep.months")
    kept = Rule("vp", "Why", then=Effects(floor="VP"), keep={})
    assert ("vp", "keep") in [(finding.rule, finding.field) for finding in lint(Rulebook("x", rules=(kept,)))]
    strange = make_step("vp", {"fact": "discount", "above": 10}, keep={"discount": 5})
    book = Rulebook.from_document(make_document(strange))
    other = Rule(
        **{**vars(book.rules[0]), "keep": {"months": Tolerance(book.rules[0].keep["discount"].amount)}}
    )
    assert ("vp", "keep.months") in [(f.rule, f.field) for f in lint(Rulebook("x", rules=(other,)))]


@pytest.mark.parametrize(
    ("tests", "is_idle"),
    [
        ({"above": 10}, False),
        ({"at_most": 10}, False),
        ({"above": 10, "at_most": 100}, True),
        ({"is": 10}, True),
    ],
)
def test_a_tolerance_without_a_safe_direction_is_a_note(tests, is_idle):
    rule = make_step("vp", {"fact": "discount", **tests}, keep={"discount": 5})
    assert places(rule) == ([("note", "vp", "keep.discount")] if is_idle else [])


def test_the_problems_of_a_document_are_errors():
    [finding] = lint_document({"format": "DealDesk rules 1"})
    assert finding.as_document() == {
        "severity": "error",
        "rule": "",
        "field": "name",
        "sentence": "Add name; it is missing.",
    }


def test_the_sentence_tells_which_test_is_contradicted():
    when = [{"fact": "discount", "above": 20}, {"fact": "discount", "below": 10}]
    assert "“discount above 20”" in said(make_rule("dead", *when))
