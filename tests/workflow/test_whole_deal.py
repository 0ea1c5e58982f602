"""From a rep's draft to clear to sign, as a story of verbs."""

import datetime as dt

import pytest
from django.utils import timezone

from contracts.actions import edit_term
from contracts.models import Draft, DraftState
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions import clear_draft, make_next_draft, mark_signed, submit_draft
from reviews.gate import gate_of
from reviews.models import Approval, ReviewRequest
from tests.make import Cast, approve, make_deal, make_submission, make_term, review, review_all


def test_a_draft_is_reviewed_scored_approved_cleared_and_signed(cast: Cast) -> None:
    submission = make_submission(cast.maya, "uptime", "payment-terms", "liability-cap")
    draft = Draft.objects.get(pk=submission.draft_id)
    assert ReviewRequest.objects.open().filter(term__draft=draft).count() > 3
    review_all(cast, submission, level=4)
    gate = gate_of(draft)
    assert gate.score is not None and gate.score.gate in {"VP", "EXEC"}
    with pytest.raises(Refused, match="The gate is closed"):
        clear_draft(draft, by=cast.maya)
    for approver in (cast.anders, cast.eva) if gate.score.gate == "EXEC" else (cast.ruth,):
        approve(submission, approver)
    clearance = clear_draft(draft, by=cast.maya)
    mark_signed(draft, signed_on=timezone.localdate(), by=cast.maya)
    draft.refresh_from_db()
    assert draft.state == DraftState.SIGNED
    assert len(clearance.code) == 14


def test_a_draft_of_standard_terms_is_clear_without_anybody(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    term = make_term(deal.current_draft, "payment-terms", by=cast.maya, value=30)
    assert term.is_standard
    submission = submit_draft(deal.current_draft, by=cast.maya)
    review_all(cast, submission)
    assert clear_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya).score.tenths == 0


def test_only_the_changed_term_goes_back_for_review(cast: Cast) -> None:
    submission = make_submission(cast.maya, "uptime", "payment-terms")
    review_all(cast, submission)
    following = make_next_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)
    changed = following.terms.get(type__code="payment-terms")
    edit_term(changed, by=cast.maya, wording="Net 120 days after acceptance.", reason="")
    submit_draft(following, by=cast.maya)
    still_open = ReviewRequest.objects.open().filter(term__draft=following)
    assert {request.term.type.code for request in still_open} == {"payment-terms"}


def test_a_review_after_the_approval_voids_it(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", "renewal")
    review_all(cast, submission, level=4)
    approve(submission, cast.mark if gate_of(submission.draft).score.gate == "MGR" else cast.ruth)
    request = ReviewRequest.objects.filter(term__draft=submission.draft).first()
    review(cast, request, level=5)
    assert not Approval.objects.filter(submission=submission, voided_at=None).exists()
    with pytest.raises(Refused):
        clear_draft(Draft.objects.get(pk=submission.draft_id), by=cast.maya)


def test_owner_cannot_approve_own_deal(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level=4)
    with pytest.raises(Forbidden):
        approve(submission, cast.maya)


def test_signing_day_is_not_in_the_future(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    make_term(deal.current_draft, "payment-terms", by=cast.maya, value=30)
    submission = submit_draft(deal.current_draft, by=cast.maya)
    review_all(cast, submission)
    draft = Draft.objects.get(pk=submission.draft_id)
    clear_draft(draft, by=cast.maya)
    with pytest.raises(Refused, match="future"):
        mark_signed(draft, signed_on=timezone.localdate() + dt.timedelta(days=2), by=cast.maya)
