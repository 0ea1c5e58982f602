"""Holes in ladders, rungs that never count, and higher rungs that ask for less."""

import pytest

from reviews.engine.rules import evaluate
from tests.engine.rules.linted import lint_of, places, rung, said
from tests.engine.rules.makers import make_book, make_rule

DIRECT, PARTNER = ({"fact": "channel", "is": channel} for channel in ("direct", "partner"))
MANAGER, VP, EXECUTIVES = (
    {"step": {"approver": f"role:approver_{who}", "need": need}}
    for who, need in (("manager", 1), ("vp", 1), ("executive", 2))
)


def on(fact: str, name: str, *more: dict, **tests: object) -> dict:
    return make_rule(name, {"fact": fact, **tests}, *more, ladder="one")


def uptime(name: str, **tests: object) -> dict:
    return make_rule(name, {"term": "uptime", "of": "value", **tests}, ladder="one")


HOLES = {
    "between two rungs": (
        [rung("low", at_most=49), rung("high", at_least=50)],
        "discount 49 to 50 % has no rule",
    ),
    "one value between two rungs": (
        [rung("low", below=50), rung("high", above=50)],
        "discount 50 % has no rule",
    ),
    "above the top rung": ([rung("low", above=10, at_most=20)], "discount above 20 % has no rule"),
    "at the upper limit of the fact": ([rung("low", below=100)], "discount from 100 % has no rule"),
    "months between": (
        [on("months", "short", at_most=12), on("months", "long", at_least=14)],
        "months 13 has no rule",
    ),
    "where less is worse": (
        [on("days_to_quarter_end", "near", above=2, at_most=10)],
        "days_to_quarter_end up to 2 days has no rule",
    ),
    "one day that a rung leaves out": (
        [on("days_to_quarter_end", "near", at_most=10, is_not=10)],
        "days_to_quarter_end 10 days has no rule",
    ),
    "for partners only": (
        [rung("direct", above=10) | {"when": [DIRECT, {"fact": "discount", "above": 10}]}]
        + [rung("partner", above=20) | {"when": [PARTNER, {"fact": "discount", "above": 20}]}],
        "channel partner and discount 10 to 20 % has no rule",
    ),
    "a term's value has no harmless side": ([uptime("high", at_least=99.9)], "term.uptime.value below 99.9"),
    "a band": ([on("band", "vp", at_least="VP", at_most="VP")], "band BLOCKED or EXEC has no rule"),
}


@pytest.mark.parametrize(("rules", "hole"), HOLES.values(), ids=HOLES)
def test_a_hole_is_an_error_that_names_the_values(rules, hole):
    [finding] = lint_of(*rules)
    assert finding.severity == "error"
    assert finding.rule in [rule["name"] for rule in rules]
    assert hole in finding.sentence


CLOSED = {
    "below the lowest rung nothing is asked": [rung("low", above=10)],
    "rungs that touch": [rung("low", at_most=49), rung("high", above=49)],
    "rungs that touch the other way round": [rung("low", below=49), rung("high", at_least=49)],
    "the top rung ends where the fact ends": [rung("low", at_most=50), rung("high", above=50, at_most=100)],
    "whole months": [on("months", "short", at_most=12), on("months", "long", at_least=13)],
    "cents of a per cent": [rung("low", at_most=49.99), rung("high", at_least=50)],
    "an otherwise": [rung("low", at_most=20), make_rule("rest", ladder="discount")],
    "both channels": [
        make_rule("direct", DIRECT, {"fact": "discount", "above": 10}, ladder="one"),
        make_rule("partner", PARTNER, {"fact": "discount", "above": 10}, ladder="one"),
    ],
    "a ladder about one country is not about others": [
        make_rule("low", {"fact": "country", "is": "DE"}, {"fact": "discount", "above": 10}, ladder="one"),
    ],
    "a type in or out": [
        make_rule("in", {"fact": "nonstandard_types", "has_any": ["exit", "uptime"]}, ladder="one"),
        make_rule("out", {"fact": "nonstandard_types", "has_none": ["exit", "uptime"]}, ladder="one"),
    ],
}


@pytest.mark.parametrize("rules", CLOSED.values(), ids=CLOSED)
def test_a_ladder_without_holes_is_clean(rules):
    assert lint_of(*rules) == ()


def test_the_hole_is_where_evaluation_finds_no_rung():
    rules = [rung("low", at_most=49), rung("high", at_least=50)]
    uncovered = [
        discount
        for discount in (48, 49, 49.01, 49.5, 49.99, 50, 51)
        if evaluate(make_book(*rules), {"band": "MGR", "discount": discount}).uncovered
    ]
    assert uncovered == [49.01, 49.5, 49.99]


SHADOWED = {
    "a lower limit before a higher one": ([rung("low", above=10), rung("high", above=20)], "high"),
    "an otherwise before the end": ([make_rule("rest", ladder="discount"), rung("high", above=20)], "high"),
    "two earlier rungs together": (
        [rung("low", at_most=20), rung("high", above=20), rung("middle", above=10, below=30)],
        "middle",
    ),
}


@pytest.mark.parametrize(("rules", "dead"), SHADOWED.values(), ids=SHADOWED)
def test_a_rung_that_earlier_rungs_leave_nothing_for_is_an_error(rules, dead):
    assert places(*rules) == [("error", dead, "when")]


def test_where_the_last_rung_counts_a_later_one_shadows():
    ladders = {"discount": {"take": "last"}}
    assert places(rung("low", above=10), rung("high", above=20), ladders=ladders) == []
    assert places(rung("high", above=20), rung("low", above=10), ladders=ladders) == [
        ("error", "high", "when")
    ]


@pytest.mark.parametrize(
    "rules", [[rung("high", above=20), rung("low", above=10)], [rung("any", at_most=100)]]
)
def test_rungs_with_values_of_their_own_are_clean(rules):
    assert places(*rules) == []


@pytest.mark.parametrize(
    ("low", "high", "is_less"),
    [
        (VP, MANAGER, True),
        (MANAGER, VP, False),
        (EXECUTIVES, {"step": {"approver": "role:approver_executive"}}, True),
        ({"refuse": "Never."}, VP, True),
        (VP, {"refuse": "Never."}, False),
        (VP, {"note": "Look."}, True),
        (VP, {"step": {"approver": "lead:DEL"}}, False),
        ({**VP, "check": {"title": "Scoped"}}, VP, True),
    ],
)
def test_a_higher_rung_that_asks_for_less_is_a_warning(low, high, is_less):
    rules = rung("high", above=20, then=high), rung("low", above=10, then=low)
    assert places(*rules) == ([("warning", "high", "then")] if is_less else [])


def test_too_many_facts_at_once_are_said_to_be_too_many():
    names = ["value", "months", "discount", "overload", "cost_share", "payment_days"]
    rules = [
        make_rule(
            f"r{row}",
            *({"fact": name, "at_least": row + at, "below": row + at + 3} for at, name in enumerate(names)),
            ladder="one",
        )
        for row in range(40)
    ]
    assert "too many facts" in said(*rules)
