"""I3 for reviews: an answer does not count once the person who gave it has written in the deal."""

from accounts.models import Role, RoleGrant, User
from contracts.actions import edit_deal
from contracts.models import Draft
from dealdesk.verification import INVARIANTS
from reviews.actions import accept_condition, clear_draft, make_next_draft, rescore, submit_draft
from reviews.gate import gate_of
from reviews.models import Review, ReviewRequest, Submission
from tests.make import Cast, make_submission, review, review_all


def joins_the_desk(person: User) -> User:
    """As the next request reads the person."""
    RoleGrant.objects.create(user=person, role=Role.DEAL_DESK)
    return User.objects.get(pk=person.pk)


def breaches() -> list[str]:
    return [breach for check in INVARIANTS for breach in check.breaches()]


def newest(submission: Submission) -> Draft:
    return Draft.objects.get(deal=submission.draft.deal_id, is_current=True)


def test_who_reviewed_and_makes_the_next_draft_leaves_their_function_to_answer_anew(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission)
    max_ = joins_the_desk(cast.members["FIN"])
    following = submit_draft(make_next_draft(submission.draft, by=max_), by=cast.maya).draft
    request = ReviewRequest.objects.get(term__draft=following)
    assert request.is_open
    review(cast, request, 1, by=cast.leads["FIN"])
    rescore(following.submission.pk)
    assert gate_of(newest(submission)).is_open
    assert breaches() == []


def test_a_condition_accepted_by_who_writes_the_next_draft_is_asked_anew(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    request = ReviewRequest.objects.get()
    stated = review(cast, request, 4, verdict="conditions", condition="Paid in advance.", residual_level=1)
    accept_condition(stated, by=cast.leads["FIN"])
    lead = joins_the_desk(cast.leads["FIN"])
    following = submit_draft(make_next_draft(newest(submission), by=lead), by=cast.maya).draft
    assert ReviewRequest.objects.get(term__draft=following).is_open


def test_the_gate_closes_when_a_reviewer_edits_the_deal_under_review(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level=1)
    assert gate_of(newest(submission)).is_open
    edit_deal(submission.draft.deal, by=joins_the_desk(cast.members["FIN"]), name="Relay for 15 clinics")
    gate = gate_of(newest(submission))
    assert not gate.is_open
    assert "who answered, or accepted its condition, has written in the deal since" in gate.why_closed


def test_naming_a_deal_anew_after_its_clearance_makes_nobody_an_author(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level=1)
    clear_draft(newest(submission), by=cast.maya)
    edit_deal(submission.draft.deal, by=joins_the_desk(cast.members["FIN"]), name="Relay for 15 clinics")
    assert breaches() == []
    assert Review.objects.filter(reviewer=cast.members["FIN"], replaced_at=None).exists()
