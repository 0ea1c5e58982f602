"""Steps and checks that nobody could do, and four eyes without four."""

from dataclasses import replace

import pytest

from reviews.engine.rules import Company
from tests.engine.rules.linted import FERNHILL, lint_of, places
from tests.engine.rules.makers import make_rule, make_step

ALONE = replace(FERNHILL, role_holders={**FERNHILL.role_holders, "deal_desk": 1}, managers=False)
GROUPS = {
    "council": ["priya@fernhill.example", "Omar@Fernhill.Example"],
    "empty": [],
    "gone": ["left@fernhill.example"],
    "half": ["priya@fernhill.example", "left@fernhill.example"],
}

NOBODY = {
    "a role without holder": ({"approver": "role:auditor"}, "approver", "Nobody holds the role auditor"),
    "more than hold the role": ({"approver": "role:approver_vp", "need": 3}, "need", "held by 2 people"),
    "an unknown person": ({"approver": "person:left@fernhill.example"}, "approver", "no active account"),
    "two of one person": ({"approver": "person:ruth@fernhill.example", "need": 2}, "need", "1 person"),
    "a function that is none": ({"approver": "lead:XYZ"}, "approver", "no function XYZ"),
    "a function without lead": ({"approver": "lead:SEC"}, "approver", "no active lead"),
    "two of one lead": ({"approver": "lead:DEL", "need": 2}, "need", "1 person"),
    "two of one boss": ({"approver": "owner_manager", "need": 2}, "need", "1 person"),
    "an empty group": ({"approver": "group:empty"}, "approver", "is empty"),
    "a group of people who left": ({"approver": "group:gone"}, "approver", "Nobody of the group"),
    "more than are in the group": ({"approver": "group:council", "need": 3}, "need", "has 2 people"),
    "more than are left in the group": ({"approver": "group:half", "need": 2}, "need", "has 1 person"),
}


@pytest.mark.parametrize(("step", "field", "words"), NOBODY.values(), ids=NOBODY)
def test_a_step_that_nobody_could_take_is_an_error(step, field, words):
    rule = make_step("ask", {"fact": "discount", "above": 10}, **step)
    name = step["approver"].partition(":")[2]
    groups = {name: GROUPS[name]} if step["approver"].startswith("group:") else {}
    found = [finding for finding in lint_of(rule, company=FERNHILL, groups=groups) if finding.rule == "ask"]
    assert [(finding.severity, finding.field) for finding in found] == [("error", f"then.step.{field}")]
    assert words in found[0].sentence


SOMEBODY = {
    "a role": {"approver": "role:approver_vp", "need": 2},
    "everybody of a role": {"approver": "role:approver_executive", "need": "all"},
    "a person in capital letters": {"approver": "person:RUTH@fernhill.example"},
    "a lead": {"approver": "lead:DEL"},
    "the rep's manager": {"approver": "owner_manager"},
    "a group": {"approver": "group:council", "need": 2},
}


@pytest.mark.parametrize("step", SOMEBODY.values(), ids=SOMEBODY)
def test_a_step_that_somebody_can_take_is_clean(step):
    groups = {"council": GROUPS["council"]}
    assert places(make_step("ask", **step), company=FERNHILL, groups=groups) == []


def test_without_a_company_only_what_the_document_says_is_looked_at():
    rules = [
        make_step("stranger", approver="person:left@fernhill.example"),
        make_step("role", approver="role:cfo", need=9),
        make_step("empty", approver="group:empty"),
        make_step("two", approver="group:council", need=3),
    ]
    assert places(*rules, groups=GROUPS) == [
        ("error", "empty", "then.step.approver"),
        ("error", "two", "then.step.need"),
    ]


def test_the_reps_manager_needs_reps_with_managers():
    rule = make_step("boss", approver="owner_manager")
    assert ("error", "boss", "then.step.approver") in places(rule, company=ALONE)


def test_of_several_steps_the_one_is_named():
    steps = [{"approver": "lead:DEL"}, {"approver": "lead:SEC"}]
    assert places(make_rule("two", then={"steps": steps}), company=FERNHILL) == [
        ("error", "two", "then.steps[1].approver")
    ]


def test_a_check_that_nobody_may_show_is_an_error():
    def check(by: str) -> dict:
        return make_rule("scoped", then={"check": {"title": "Scoped", "by": by}})

    assert places(check("lead:SEC"), company=FERNHILL) == [("error", "scoped", "then.check.by")]
    assert places(check("lead:DEL"), company=FERNHILL) == []


def test_somebody_of_a_group_who_left_is_a_warning():
    assert places(company=FERNHILL, groups={"half": GROUPS["half"]}) == [("warning", "", "groups.half[1]")]


@pytest.mark.parametrize(
    ("four_eyes", "company", "expected"),
    [
        (True, ALONE, [("error", "", "settings.four_eyes")]),
        (True, FERNHILL, []),
        (False, ALONE, []),
        (True, None, []),
    ],
)
def test_four_eyes_need_two_of_the_deal_desk(four_eyes: bool, company: Company | None, expected: list):
    assert places(company=company, settings={"four_eyes": four_eyes}) == expected
