"""Settings, groups, ladders and examples: their bounds, and what they must agree with."""

import pytest

from tests.engine.rules.makers import Document, make_document, make_rule, problems_of


def make_example(**more: object) -> Document:
    return {"name": "one", "facts": {}, "expect": {}, **more}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"format": "DealDesk rules 2"}, "format"),
        ({"name": ""}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"settings": []}, "settings"),
        ({"settings": {"rounds": 0}}, "settings.rounds"),
        ({"settings": {"rounds": 21}}, "settings.rounds"),
        ({"settings": {"rounds": True}}, "settings.rounds"),
        ({"settings": {"four_eyes": 1}}, "settings.four_eyes"),
        ({"settings": {"approval_hours": 401}}, "settings.approval_hours"),
        ({"settings": {"remind_at": [100, 50]}}, "settings.remind_at"),
        ({"settings": {"remind_at": [0]}}, "settings.remind_at[0]"),
        ({"settings": {"escalate_at": 125}}, "settings.escalate_at"),
        ({"settings": {"reminders": []}}, "settings.reminders"),
        ({"groups": {"council": ["ana"]}}, "groups.council[0]"),
        ({"groups": {"council": "ana@fernhill.example"}}, "groups.council"),
        ({"groups": {"council": ["ana@fernhill.example"] * 51}}, "groups.council"),
        ({"groups": {"a/b": []}}, "groups.'a/b'"),
        ({"groups": {str(number): [] for number in range(51)}}, "groups"),
        ({"ladders": {"discount": {}}}, "ladders.discount"),
        ({"ladders": {"months": {"take": "best"}}}, "ladders.months.take"),
        ({"ladders": {"months": {"pick": "first"}}}, "ladders.months.pick"),
        ({"rules": {}}, "rules"),
        ({"examples": [{}]}, "examples[0].name"),
        ({"examples": [make_example(), make_example()]}, "examples[1].name"),
        ({"examples": [make_example(facts={"discount": "x"})]}, "examples[0].facts"),
        ({"examples": [make_example(facts={"rebate": 1})]}, "examples[0].facts"),
        ({"examples": [make_example(expect={"band": "X"})]}, "examples[0].expect.band"),
        ({"examples": [make_example(expect={"fired": ["no"]})]}, "examples[0].expect.fired[0]"),
        ({"examples": [make_example(expect={"steps": "owner_manager"})]}, "examples[0].expect.steps"),
        ({"examples": [make_example(expect={"notes": []})]}, "examples[0].expect.notes"),
    ],
)
def test_a_wrong_section_is_named_by_its_field(more: Document, field: str) -> None:
    document = {**make_document(make_rule("vp", ladder="months")), **more}
    assert problems_of(document)[0] == ("", field)


@pytest.mark.parametrize("document", [None, 3, "rules", [], [[]], {1: 2}, True])
def test_what_is_no_object_is_refused(document: object) -> None:
    assert problems_of(document) != []


def test_a_rulebook_has_at_most_five_hundred_rules() -> None:
    rules = [make_rule(f"rule-{number}") for number in range(501)]
    assert problems_of(make_document(*rules[:500])) == []
    assert problems_of(make_document(*rules)) == [("", "rules")]


def test_two_rules_of_one_name_are_refused_whatever_their_case() -> None:
    assert problems_of(make_document(make_rule("vp"), make_rule("VP"))) == [("VP", "name")]


@pytest.mark.parametrize("other", [{"evidence": "link"}, {"by": "lead:DEL"}])
def test_checks_of_one_title_must_ask_for_the_same(other: Document) -> None:
    one = make_rule("one", then={"check": {"title": "Scoped"}})
    two = make_rule("two", then={"check": {"title": "scoped", **other}})
    assert problems_of(make_document(one, two)) == [("two", "then.check")]


def test_a_document_full_of_faults_is_told_up_to_a_bound() -> None:
    document = make_document(**{f"field-{number}": 1 for number in range(5_000)})
    assert len(problems_of(document)) == 500
