"""Somebody who has to approve a deal as well, beside whom the policy asks."""

import pytest

from accounts.models import Role
from contracts.models import Deal, DealReader
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions import add_approver, clear_draft, make_next_draft, submit_draft
from reviews.models import AddedApprover, Approval, Submission
from reviews.steps import ADDED_CHAIN
from tests.make import Cast, approve, make_deal, make_term, make_user, review_all
from tests.make_verbs import asked, fresh, gate_now, make_waiting, send_back, steps_of, told_of


@pytest.fixture
def submission(cast: Cast) -> Submission:
    return make_waiting(cast)


def add(cast: Cast, submission: Submission, reason: str = "She knows the customer.", **who: object) -> None:
    person, by = who.get("person", cast.eva), who.get("by", cast.maya)
    add_approver(submission.draft.deal, person=person, reason=reason, by=by)


def test_a_step_is_added_and_none_is_taken_away(cast: Cast, submission: Submission) -> None:
    before = [step.key for step in steps_of(submission)]
    add(cast, submission)
    after = steps_of(submission)
    assert [step.key for step in after if step.chain != ADDED_CHAIN] == before
    assert [step.label for step in after if step.chain == ADDED_CHAIN] == ["Eva Executive approves"]
    assert asked(submission) == ["Eva Executive", "Ruth Adeyemi"]


def test_the_gate_waits_for_both(cast: Cast, submission: Submission) -> None:
    add(cast, submission)
    approve(submission, cast.ruth)
    gate = gate_now(submission)
    assert not gate.is_open and "Eva Executive" in gate.why_closed
    approve(submission, cast.eva)
    assert gate_now(submission).is_open


def test_what_was_approved_stands(cast: Cast, submission: Submission) -> None:
    approve(submission, cast.ruth)
    assert gate_now(submission).is_open
    add(cast, submission)
    assert not gate_now(submission).is_open
    assert Approval.objects.get().voided_at is None
    approve(submission, cast.eva)
    assert gate_now(submission).is_open


def test_they_are_told_with_the_reason_and_may_read_the_deal(cast: Cast, submission: Submission) -> None:
    tess = make_user("Tess Support", Role.FUNCTION_MEMBER)
    add(cast, submission, person=tess)
    assert "“She knows the customer.”" in told_of("approver.added")["Tess Support"]
    assert DealReader.objects.filter(deal=submission.draft.deal, user=tess).exists()
    assert approve(submission, tess).step_key.startswith(f"{ADDED_CHAIN}/")


def test_they_are_asked_on_the_next_draft_too(cast: Cast, submission: Submission) -> None:
    add(cast, submission)
    send_back(submission, cast.ruth)
    following = submit_draft(make_next_draft(fresh(submission), by=cast.maya), by=cast.maya)
    review_all(cast, following)
    assert asked(following) == ["Eva Executive", "Ruth Adeyemi"]


def test_one_may_be_added_before_the_first_draft_is_submitted(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    add_approver(deal, person=cast.eva, reason="She knows the customer.", by=cast.maya)
    submission = submit_two_terms(cast, deal)
    assert asked(submission) == ["Eva Executive", "Ruth Adeyemi"]


def submit_two_terms(cast: Cast, deal: Deal) -> Submission:
    draft = deal.current_draft
    for code in ("liability-cap", "uptime"):
        make_term(draft, code, by=cast.maya)
    submission = submit_draft(draft, by=cast.maya)
    review_all(cast, submission, level=4, once=(60, 600, 6000))
    return submission


@pytest.mark.parametrize("who", ["maya", "desk", "ruth", "reviewer"])
def test_owner_deal_desk_approvers_and_reviewers_add(cast: Cast, submission: Submission, who: str) -> None:
    by = cast.members["LEG"] if who == "reviewer" else getattr(cast, who)
    add(cast, submission, by=by)
    assert AddedApprover.objects.get().by == by


@pytest.mark.parametrize("who", ["tom", "mark", "anders", "outsider", "auditor"])
def test_nobody_else_adds(cast: Cast, submission: Submission, who: str) -> None:
    with pytest.raises(Forbidden):
        add(cast, submission, by=getattr(cast, who))


def test_not_an_author_an_auditor_or_somebody_who_is_gone(cast: Cast, submission: Submission) -> None:
    cast.tom.is_active = False
    cast.tom.save()
    for person, why in ((cast.maya, "wrote in"), (cast.auditor, "no role"), (cast.tom, "no open account")):
        with pytest.raises(Refused, match=why):
            add(cast, submission, person=person)


def test_once_and_with_a_reason(cast: Cast, submission: Submission) -> None:
    with pytest.raises(Refused, match="Write why"):
        add(cast, submission, reason=" ")
    add(cast, submission)
    with pytest.raises(Refused, match="added already"):
        add(cast, submission)


def test_a_clearance_is_not_touched(cast: Cast, submission: Submission) -> None:
    approve(submission, cast.ruth)
    clear_draft(fresh(submission), by=cast.maya)
    with pytest.raises(Refused, match="clear to sign"):
        add(cast, submission)
    assert gate_now(submission).is_open
