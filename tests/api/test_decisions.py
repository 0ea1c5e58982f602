"""Decisions by API: bound to what was seen, and never on one's own deal."""

import threading
from typing import Any

import pytest
from django.db import connection

from accounts.models import Role, RoleGrant
from activity.models import Event
from contracts.models import Deal, Draft, DraftAuthor, DraftState
from dealdesk.verification import INVARIANTS
from reviews.actions import rescore
from reviews.models import Approval, Condition, ReviewRequest, Submission
from tests.api.machine import Machine, assert_problem
from tests.make import Cast, make_cast, make_deal, make_submission, review, review_all


def severe(cast: Cast) -> Submission:
    """A completely reviewed draft of Maya's that two executives must approve."""
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level=5)
    return submission


def decided(machine: Machine, deal: Deal, decision: str = "approve", **more: Any) -> Any:
    """Read the gate, then decide on what it showed."""
    said = {"decision": decision, "seen": machine.get(f"/deals/{deal.number}/gate/").json()["seen"]}
    key = more.pop("key", None)
    return machine.post(f"/deals/{deal.number}/decisions/", {**said, **more}, key=key)


def test_two_executives_open_the_gate(cast: Cast) -> None:
    deal = severe(cast).draft.deal
    first = decided(Machine(cast.anders), deal)
    assert first.status_code == 201, first.content
    said = first.json()
    assert (said["decision"], said["approver"]["name"], said["draft"]) == ("approve", "Anders Holm", 1)
    assert decided(Machine(cast.eva), deal).status_code == 201
    assert Machine(cast.maya).get(f"/deals/{deal.number}/gate/").json()["is_open"]
    assert set(Event.objects.filter(verb="approval.given").values_list("by__name", flat=True)) == {
        "Anders Holm",
        "Eva Executive",
    }


def test_nobody_decides_twice(cast: Cast) -> None:
    deal, machine = severe(cast).draft.deal, Machine(cast.anders)
    first = decided(machine, deal, key="yes")
    assert decided(machine, deal, key="yes").json() == first.json()
    assert_problem(decided(machine, deal), 409, "You have decided already")
    assert Approval.objects.count() == 1


def test_a_decision_on_something_older_is_refused(cast: Cast) -> None:
    submission = severe(cast)
    deal, machine = submission.draft.deal, Machine(cast.anders)
    seen = machine.get(f"/deals/{deal.number}/gate/").json()["seen"]
    review(cast, ReviewRequest.objects.get(), level=4)
    said = {"decision": "approve", "seen": seen}
    assert_problem(machine.post(f"/deals/{deal.number}/decisions/", said), 409, "has changed since")
    assert not Approval.objects.exists()


def test_sending_back_needs_a_reason_and_ends_the_review(cast: Cast) -> None:
    deal, machine = severe(cast).draft.deal, Machine(cast.anders)
    problem = assert_problem(decided(machine, deal, "send_back", note="  "), 400)
    assert list(problem["errors"]) == ["note"]
    assert decided(machine, deal, "send_back", note="Net 45, please.").status_code == 201
    assert Draft.objects.get().state == DraftState.SENT_BACK


def test_an_approval_with_conditions_names_owner_and_days(cast: Cast) -> None:
    deal, machine = severe(cast).draft.deal, Machine(cast.anders)
    words = {"note": "A purchase order reaches us."}
    for said, fields in (
        ({}, ["condition_days", "condition_owner"]),
        ({"condition_owner": cast.maya.pk}, ["condition_days"]),
        ({"condition_owner": cast.tom.pk, "condition_days": 10}, ["condition_owner"]),
        ({"condition_owner": cast.maya.pk, "condition_days": 731}, ["condition_days"]),
    ):
        problem = assert_problem(decided(machine, deal, "approve_with_conditions", **words, **said), 400)
        assert sorted(problem["errors"]) == fields
    bound = {"condition_owner": cast.maya.pk, "condition_days": 10, "condition_lapses": True}
    assert decided(machine, deal, "approve_with_conditions", **words, **bound).status_code == 201
    condition = Condition.objects.get()
    assert (condition.owner, condition.due_days, condition.lapses) == (cast.maya, 10, True)


def test_bad_input_is_named_by_field(cast: Cast) -> None:
    deal, machine = severe(cast).draft.deal, Machine(cast.anders)
    address = f"/deals/{deal.number}/decisions/"
    for said, fields in (
        ({}, ["decision", "seen"]),
        ({"decision": "approve"}, ["seen"]),
        ({"decision": "maybe", "seen": "x"}, ["decision"]),
        ({"decision": "approve", "seen": "x", "by": cast.eva.pk}, ["by"]),
        ({"decision": "reject", "seen": "x", "note": "y" * 4001}, ["note"]),
    ):
        problem = assert_problem(machine.post(address, said), 400)
        assert sorted(problem["errors"]) == fields
    assert_problem(machine.post(address, {"decision": "approve", "seen": "made up"}), 409)
    assert not Approval.objects.exists()


def test_nothing_is_decided_before_all_reviews_are_in(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    rescore(submission.pk)
    pending = decided(Machine(cast.anders), submission.draft.deal)
    assert_problem(pending, 409, "Finance has not reviewed")


def test_a_draft_that_is_written_cannot_be_decided(cast: Cast) -> None:
    said = {"decision": "approve", "seen": "x"}
    answer = Machine(cast.anders).post(f"/deals/{make_deal(cast.maya).number}/decisions/", said)
    assert_problem(answer, 409, "Draft 1 is being drafted")


def test_the_wrong_role_is_forbidden_and_a_hidden_deal_not_found(cast: Cast) -> None:
    deal = severe(cast).draft.deal
    said = {"decision": "approve", "seen": "x"}
    address = f"/deals/{deal.number}/decisions/"
    assert_problem(Machine(cast.auditor).post(address, said), 403, "Your role does not include this")
    for person in (cast.desk, cast.members["FIN"]):
        assert_problem(decided(Machine(person), deal), 403, "No step of this deal waits for you")
    for person in (cast.tom, cast.outsider):
        assert_problem(Machine(person).post(address, said), 404)
    assert_problem(decided(Machine(cast.ruth), deal), 403, "No step of this deal waits for you")


@pytest.mark.parametrize("role", [Role.APPROVER_VP, Role.APPROVER_EXECUTIVE, Role.APPROVER_MANAGER])
def test_a_second_role_and_a_token_let_nobody_approve_their_own_deal(cast: Cast, role: Role) -> None:
    deal = severe(cast).draft.deal
    RoleGrant.objects.create(user=cast.maya, role=role)
    assert_problem(decided(Machine(cast.maya), deal), 403, "Nobody approves a deal")
    assert not Approval.objects.exists()


def test_who_wrote_in_the_deal_does_not_approve_it_through_a_token(cast: Cast) -> None:
    submission = severe(cast)
    DraftAuthor.objects.create(draft=submission.draft, user=cast.anders)
    for key in (None, "again", "again"):
        answer = decided(Machine(cast.anders), submission.draft.deal, key=key)
        assert_problem(answer, 403, "Nobody approves a deal")
    assert not Approval.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_executive_with_two_tokens_at_the_same_moment_counts_once() -> None:
    cast = make_cast()
    deal = severe(cast).draft.deal
    machines = [Machine(cast.anders), Machine(cast.anders)]
    start, statuses = threading.Barrier(2), []

    def send(machine: Machine) -> None:
        start.wait(10)
        try:
            statuses.append(decided(machine, deal).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(machine,)) for machine in machines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(statuses) == [201, 409]
    assert not Machine(cast.maya).get(f"/deals/{deal.number}/gate/").json()["is_open"]
    assert [breach for check in INVARIANTS for breach in check.breaches()] == []
