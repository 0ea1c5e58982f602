"""Who may review and decide what: object rules beside the permission table. Each raises a sentence."""

from accounts.models import User
from accounts.permissions import require
from contracts.models import Deal, Draft, DraftState
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.models import Review, ReviewRequest
from reviews.queries.authors import authors_of


def wrote_in(deal: Deal, person: User) -> bool:
    """Did the person own, open or edit the deal in any of its drafts?"""
    return person.pk in authors_of(deal)


def must_be_in_review(draft: Draft) -> None:
    if draft.state != DraftState.IN_REVIEW or not draft.is_current:
        shown = draft.get_state_display().lower()
        raise Refused(f"Draft {draft.number} is {shown}; nothing more can be decided on it. Reload the page.")


def may_review(request: ReviewRequest, *, by: User) -> None:
    require(by, "review.record")
    if request.function_id not in by.function_ids:
        raise Forbidden(f"This review belongs to {request.function}. Ask its lead, {request.function.lead}.")
    if wrote_in(request.term.draft.deal, by):
        raise Forbidden("You wrote in this deal, so somebody else of your function must review it.")


def may_accept_condition(review: Review, *, by: User) -> None:
    require(by, "condition.accept")
    if review.request.function_id not in by.function_ids or review.reviewer_id == by.pk:
        raise Forbidden(
            f"Another member of {review.request.function} than the reviewer must accept the condition."
        )
    if wrote_in(review.request.term.draft.deal, by):
        raise Forbidden("You wrote in this deal, so you cannot accept a condition for it.")


def may_approve(deal: Deal, *, by: User) -> None:
    require(by, "approval.decide")
    if wrote_in(deal, by):
        raise Forbidden("Nobody approves a deal that they own or wrote in. Another approver has to decide.")
