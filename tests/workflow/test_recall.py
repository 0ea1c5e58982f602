"""Recall: the owner takes a submitted draft back, until it is cleared."""

import pytest

from contracts.actions import edit_term
from contracts.models import DraftState
from dealdesk.kit.refusals import Forbidden, Refused
from dealdesk.kit.states import IllegalMove
from reviews.actions import clear_draft, make_next_draft, submit_draft, withdraw_draft
from reviews.models import Approval, Ask, ReviewRequest
from tests.make import Cast, approve, make_submission, review, review_all
from tests.make_verbs import asked, fresh, make_waiting, told_of


def test_while_nobody_has_reviewed_no_reason_is_needed(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    withdraw_draft(fresh(submission), by=cast.maya)
    assert fresh(submission).state == DraftState.WITHDRAWN
    assert set(told_of("draft.withdrawn")) == {"Lea Finance", "Max Finance"}


def test_once_somebody_has_reviewed_a_reason_is_needed(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", "liability-cap")
    review(cast, ReviewRequest.objects.filter(function__code="FIN").first())
    with pytest.raises(Refused, match="Write why you take it back"):
        withdraw_draft(fresh(submission), by=cast.maya, reason="  ")
    assert fresh(submission).state == DraftState.IN_REVIEW
    withdraw_draft(fresh(submission), by=cast.maya, reason="They asked for other dates.")
    assert fresh(submission).state == DraftState.WITHDRAWN


def test_everybody_asked_or_heard_is_told_once_with_the_reason(cast: Cast) -> None:
    submission = make_waiting(cast)
    approve(submission, cast.ruth)
    withdraw_draft(fresh(submission), by=cast.maya, reason="They asked for other dates.")
    told = told_of("draft.withdrawn")
    reviewers = {request.function.name for request in ReviewRequest.objects.all()}
    assert set(told) == {"Ruth Adeyemi", *(f"Max {name}" for name in reviewers)}
    assert all("“They asked for other dates.”" in text for text in told.values())
    assert told_of("draft.withdrawn") == told


def test_asks_and_approvals_end_and_nothing_can_be_decided(cast: Cast) -> None:
    submission = make_waiting(cast)
    assert asked(submission) == ["Ruth Adeyemi"]
    withdraw_draft(fresh(submission), by=cast.maya, reason="Other dates.")
    assert asked(submission) == []
    assert Ask.objects.get().ended_because == "The draft was withdrawn."
    with pytest.raises(Refused, match="withdrawn"):
        approve(submission, cast.ruth)


def test_an_approval_ends_with_the_recall(cast: Cast) -> None:
    submission = make_waiting(cast)
    approve(submission, cast.ruth)
    withdraw_draft(fresh(submission), by=cast.maya, reason="Other dates.")
    assert not Approval.objects.filter(voided_at=None).exists()


def test_the_next_draft_keeps_the_answers_on_what_did_not_change(cast: Cast) -> None:
    submission = make_submission(cast.maya, "uptime", "payment-terms")
    review_all(cast, submission)
    withdraw_draft(fresh(submission), by=cast.maya, reason="Other payment terms.")
    following = make_next_draft(fresh(submission), by=cast.maya)
    changed = following.terms.get(type__code="payment-terms")
    edit_term(changed, by=cast.maya, wording="Net 120 days after acceptance.", reason="")
    submit_draft(following, by=cast.maya)
    waiting = ReviewRequest.objects.open().filter(term__draft=following)
    assert {request.term.type.code for request in waiting} == {"payment-terms"}


def test_only_the_owner_and_the_deal_desk_take_a_draft_back(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    for person in (cast.tom, cast.ruth, cast.mark):
        with pytest.raises(Forbidden):
            withdraw_draft(fresh(submission), by=person)
    withdraw_draft(fresh(submission), by=cast.desk)
    assert fresh(submission).state == DraftState.WITHDRAWN


def test_a_cleared_draft_is_not_taken_back(cast: Cast) -> None:
    submission = make_waiting(cast)
    approve(submission, cast.ruth)
    clear_draft(fresh(submission), by=cast.maya)
    with pytest.raises(IllegalMove):
        withdraw_draft(fresh(submission), by=cast.maya, reason="Too late.")
    assert fresh(submission).state == DraftState.CLEARED
