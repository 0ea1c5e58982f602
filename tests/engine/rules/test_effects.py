"""What fired rules ask for: steps and checks that join, floors, refusals and notes."""

import json

import pytest

from reviews.engine.rules import CheckAsked, Reason, StepAsked
from tests.engine.rules.makers import Document, approvers, make_rule, make_step, rule_on, step_of

MGR = make_step("manager", {"fact": "band", "is": "MGR"}, approver="owner_manager")
VP = make_step("vp", {"fact": "band", "at_least": "VP"})


@pytest.mark.parametrize(
    "approver",
    ["role:approver_vp", "person:ana@fernhill.example", "lead:DEL", "owner_manager", "group:council"],
)
def test_every_kind_of_approver_can_be_asked(approver: str) -> None:
    groups = {"council": ["ana@fernhill.example"]}
    ruling = rule_on(make_step("one", approver=approver, need="all"), groups=groups)
    assert step_of(ruling).key == f"approval/1/{approver}"
    assert step_of(ruling).need == "all"


def test_a_step_names_its_chain_order_rules_and_reasons() -> None:
    rule = make_step("big", {"fact": "value", "above": 1}, chain="commercial", order=3, need=2)
    assert step_of(rule_on(rule, facts={"value": 2})) == StepAsked(
        key="commercial/3/role:approver_vp",
        chain="commercial",
        order=3,
        approver="role:approver_vp",
        need=2,
        rules=("big",),
        reasons=("Why big",),
        tested={"value": 2},
    )


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [("anyone", "anyone", 1), ("anyone", 2, 2), (3, 2, 3), (50, "all", "all"), ("all", "anyone", "all")],
)
def test_the_same_step_asked_twice_keeps_the_stronger_need(
    one: object, other: object, joined: object
) -> None:
    first = make_step("first", {"fact": "value", "above": 1}, need=one)
    second = make_step("second", {"fact": "months", "above": 1}, need=other)
    step = step_of(rule_on(first, second, facts={"value": 2, "months": 3}))
    assert step.need == joined
    assert step.rules == ("first", "second")
    assert step.reasons == ("Why first", "Why second")
    assert step.tested == {"months": 3, "value": 2}


@pytest.mark.parametrize("other", [{"chain": "legal"}, {"order": 2}, {"approver": "lead:DEL"}])
def test_steps_of_another_chain_order_or_approver_stay_apart(other: Document) -> None:
    assert len(rule_on(make_step("first"), make_step("second", **other)).steps) == 2


def test_steps_come_by_chain_and_order() -> None:
    ruling = rule_on(
        make_step("late", approver="lead:DEL", order=2),
        make_step("legal", approver="lead:LEG", chain="legal"),
        make_step("early", approver="lead:SUP", order=1),
    )
    assert approvers(ruling) == ["lead:SUP", "lead:DEL", "lead:LEG"]


def test_one_rule_can_ask_for_several_things() -> None:
    then = {
        "steps": [{"approver": "lead:DEL"}, {"approver": "lead:SUP", "order": 2}],
        "check": {"title": "An architect has scoped it", "evidence": "link", "by": "lead:DEL"},
        "floor": "VP",
        "refuse": "We never do.",
        "note": "Tell the customer.",
    }
    ruling = rule_on(make_rule("all", then=then))
    assert approvers(ruling) == ["lead:DEL", "lead:SUP"]
    assert [(check.title, check.evidence, check.by) for check in ruling.checks] == [
        ("An architect has scoped it", "link", "lead:DEL")
    ]
    assert ruling.band == "VP"
    assert ruling.floors == (Reason("all", "VP"),)
    assert ruling.refusals == (Reason("all", "We never do."),)
    assert ruling.notes == (Reason("all", "Tell the customer."),)


def test_checks_of_one_title_are_one_check() -> None:
    one = make_rule("one", {"fact": "value", "above": 1}, then={"check": {"title": "Scoped"}})
    other = make_rule("other", then={"check": {"title": "SCOPED"}})
    [check] = rule_on(one, other, facts={"value": 2}).checks
    assert check.title == "Scoped"
    assert check.rules == ("one", "other")
    assert check.tested == {"value": 2}


def test_a_floor_raises_the_band_that_other_rules_see() -> None:
    floor = make_rule("floor", {"fact": "new_customer", "is": True}, then={"floor": "VP"})
    calm = rule_on(MGR, VP, floor, facts={"band": "MGR", "new_customer": False})
    raised = rule_on(MGR, VP, floor, facts={"band": "MGR", "new_customer": True})
    assert (calm.band, calm.fired) == ("MGR", ("manager",))
    assert (raised.band, raised.fired) == ("VP", ("vp", "floor"))
    assert step_of(raised).tested == {"band": "VP"}


def test_a_floor_below_the_band_changes_nothing() -> None:
    ruling = rule_on(VP, make_rule("floor", then={"floor": "MGR"}), facts={"band": "EXEC"})
    assert ruling.band == "EXEC"
    assert ruling.floors == (Reason("floor", "MGR"),)


def test_a_floor_sees_the_band_of_the_score_itself() -> None:
    first = make_rule("first", {"fact": "band", "is": "AUTO"}, then={"floor": "VP"})
    second = make_rule("second", {"fact": "band", "is": "VP"}, then={"floor": "EXEC"})
    ruling = rule_on(first, second)
    assert ruling.band == "VP"
    assert ruling.floors == (Reason("first", "VP"),)


def test_an_uncertain_floor_asks_for_what_either_band_needs() -> None:
    floor = make_rule("floor", {"fact": "new_customer", "is": True}, then={"floor": "VP"})
    ruling = rule_on(MGR, VP, floor, facts={"band": "MGR"})
    assert ruling.band == "VP"
    assert ruling.fired == ("manager", "vp", "floor")
    assert {(unknown.rule, unknown.fact) for unknown in ruling.unknown} == {
        ("manager", "band"),
        ("vp", "band"),
        ("floor", "new_customer"),
    }


def test_an_unknown_band_is_at_least_its_certain_floor() -> None:
    ruling = rule_on(MGR, VP, make_rule("floor", then={"floor": "VP"}), facts={"band": None})
    assert ruling.band is None
    assert ruling.fired == ("vp", "floor")


def test_a_ruling_is_a_document_and_its_steps_come_back_from_it() -> None:
    check = make_rule("check", then={"check": {"title": "Scoped", "by": "lead:DEL"}})
    ruling = rule_on(MGR, VP, check, make_step("all", need="all", order=2), facts={"band": "EXEC"})
    document = json.loads(json.dumps(ruling.as_document()))
    assert tuple(StepAsked.from_document(step) for step in document["steps"]) == ruling.steps
    assert tuple(CheckAsked.from_document(entry) for entry in document["checks"]) == ruling.checks
    assert document["fired"] == ["vp", "check", "all"]
    assert document["band"] == "EXEC"
