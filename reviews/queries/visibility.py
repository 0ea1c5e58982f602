"""Who may read which answer, so that first answers are given without looking at each other's."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.absences import reviewing_ids
from accounts.models import User
from accounts.permissions import may
from contracts.models import Draft, DraftState
from reviews.models import Review, ReviewRequest
from reviews.policy import wrote_in
from reviews.queries.answers import standing_reviews


def visible_reviews(draft: Draft, user: User) -> QuerySet[Review]:
    """The standing answers of a draft that the person may read now.

    An answer of one function about a term is hidden from a person who still owes an answer to the same
    term for another function: somebody who may review, is a member or the lead of a function whose
    request on that term is open, and did not write in the deal. Everything else is shown:

    - to rep, manager, approvers, deal desk and auditor, who answer nothing;
    - to functions that were not asked about the term, or have answered it (any member's answer opens it);
    - answers of the person's own functions, and so the person's own;
    - every answer once the draft is no longer in review, because nothing more can be answered.

    An approver who also belongs to a function that owes an answer is treated as its member: a decision
    comes only after all answers, so nothing is lost by waiting. Whoever shows points, inputs or events of
    a score must ask `hides_reviews` as well; they tell the same.
    """
    return standing_reviews(draft).exclude(_is_hidden(draft, user))


def hides_reviews(draft: Draft, user: User) -> bool:
    """Does the person owe an answer for which another function's answer is hidden at present?"""
    return standing_reviews(draft).filter(_is_hidden(draft, user)).exists()


def _is_hidden(draft: Draft, user: User) -> Q:
    if draft.state != DraftState.IN_REVIEW or not may(user, "review.record") or wrote_in(draft.deal, user):
        return Q(pk__in=[])
    mine = reviewing_ids(user)
    owed = ReviewRequest.objects.filter(term=OuterRef("request__term"), function__in=mine, answered_at=None)
    return Q(Exists(owed)) & ~Q(request__function__in=mine)
