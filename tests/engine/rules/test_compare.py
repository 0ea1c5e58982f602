"""What changed between two rulebooks."""

import pytest

from reviews.engine.rules import RuleChange, compare
from tests.engine.rules.makers import Document, make_book, make_rule, make_step

LOW = make_step("low", {"fact": "discount", "above": 10}, approver="owner_manager")
HIGH = make_step("high", {"fact": "discount", "above": 20})
TOP = make_rule("top", {"fact": "discount", "above": 60}, then={"refuse": "Never."})


def changes(old: list[Document], new: list[Document]) -> list[tuple[str, ...]]:
    found = compare(make_book(*old), make_book(*new))
    assert all(isinstance(change, RuleChange) for change in found)
    return [(c.kind, c.rule, c.field, c.before, c.after) for c in found]


def test_the_same_rulebook_has_not_changed():
    assert changes([LOW, HIGH], [LOW, HIGH]) == []


def test_an_added_and_a_removed_rule_are_told_in_a_sentence():
    sentence = "When the discount is above 60 %: refused: Never."
    assert changes([LOW], [LOW, TOP]) == [("added", "top", "", "", sentence)]
    assert changes([LOW, TOP], [LOW]) == [("removed", "top", "", sentence, "")]


@pytest.mark.parametrize(
    ("change", "field", "before", "after"),
    [
        ({"reason": "Else"}, "reason", "Why high", "Else"),
        (
            {"when": [{"fact": "discount", "above": 25}]},
            "when",
            "When the discount is above 20 %",
            "When the discount is above 25 %",
        ),
        ({"then": {"floor": "VP"}}, "then", "a VP approves", "the band is raised to at least VP"),
        (
            {"keep": {"discount": 5}},
            "keep",
            "asked again on every draft",
            "kept within discount 5",
        ),
        ({"keep": {}}, "keep", "asked again on every draft", "kept while nothing tested changes"),
    ],
)
def test_a_changed_rule_tells_the_part_that_changed(change, field, before, after):
    assert changes([LOW, HIGH], [LOW, {**HIGH, **change}]) == [("changed", "high", field, before, after)]


def test_another_ladder_is_a_change_of_the_rule_and_of_the_ladders():
    assert changes([LOW], [{**LOW, "ladder": "discount"}]) == [
        ("setting", "", "ladders.discount", "", "the first rung that matches"),
        ("changed", "low", "ladder", "", "discount"),
    ]


def test_a_moved_rule_is_named_once_with_its_places():
    assert changes([LOW, HIGH, TOP], [TOP, LOW, HIGH]) == [("moved", "top", "rules", "rule 3", "rule 1")]


def test_an_added_rule_does_not_move_the_others():
    assert [change[0] for change in changes([LOW, HIGH], [TOP, LOW, HIGH])] == ["added"]


def test_a_rule_may_be_changed_and_moved():
    found = changes([LOW, HIGH, TOP], [{**TOP, "reason": "Else"}, LOW, HIGH])
    assert [(kind, rule) for kind, rule, *_ in found] == [("changed", "top"), ("moved", "top")]


SETTINGS = {
    "name": ({"name": "Other"}, "name", "Fernhill approvals", "Other"),
    "rounds": ({"settings": {"rounds": 5}}, "settings.rounds", "3", "5"),
    "four eyes": ({"settings": {"four_eyes": True}}, "settings.four_eyes", "no", "yes"),
    "hours": ({"settings": {"approval_hours": 8}}, "settings.approval_hours", "16", "8"),
    "reminders": ({"settings": {"remind_at": [40]}}, "settings.remind_at", "50, 100, 150", "40"),
    "escalation": ({"settings": {"escalate_at": []}}, "settings.escalate_at", "125, 200", "none"),
    "a group": ({"groups": {"council": ["a@b.example"]}}, "groups.council", "", "a@b.example"),
    "an empty group": ({"groups": {"council": []}}, "groups.council", "", "nobody"),
    "an example": (
        {"examples": [{"name": "one", "facts": {"discount": 5, "terms": []}, "expect": {"fired": []}}]},
        "examples.one",
        "",
        "discount 5, terms none: fired none",
    ),
}


@pytest.mark.parametrize(("more", "field", "before", "after"), SETTINGS.values(), ids=SETTINGS)
def test_everything_beside_the_rules_is_a_setting(more, field, before, after):
    old, new = make_book(LOW), make_book(LOW, **more)
    assert compare(old, new) == (RuleChange("setting", "", field, before, after),)
    assert compare(new, old) == (RuleChange("setting", "", field, after, before),)


def test_another_rung_that_counts():
    rungs = [{**LOW, "ladder": "d"}, {**HIGH, "ladder": "d"}]
    [change] = compare(make_book(*rungs), make_book(*rungs, ladders={"d": {"take": "last"}}))
    assert (change.field, change.before, change.after) == (
        "ladders.d",
        "the first rung that matches",
        "the last rung that matches",
    )
