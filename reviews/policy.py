"""Who may review and decide what: object rules beside the permission table. Each raises a sentence."""

from accounts.absences import functions_stood_in_for
from accounts.models import Role, User
from accounts.permissions import require
from contracts.models import Deal, Draft, DraftState
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.models import Condition, Review, ReviewRequest
from reviews.queries.authors import authors_of


def wrote_in(deal: Deal, person: User) -> bool:
    """Did the person own, open or edit the deal in any of its drafts?"""
    return person.pk in authors_of(deal)


def must_be_in_review(draft: Draft) -> None:
    if draft.state != DraftState.IN_REVIEW or not draft.is_current:
        shown = draft.get_state_display().lower()
        raise Refused(f"Draft {draft.number} is {shown}; nothing more can be decided on it. Reload the page.")


def may_review(request: ReviewRequest, *, by: User) -> User | None:
    """Returns in whose place the person answers; None for a member or lead of the function itself."""
    require(by, "review.record")
    if wrote_in(request.term.draft.deal, by):
        raise Forbidden("You wrote in this deal, so somebody else of your function must review it.")
    if request.function_id in by.function_ids:
        return None
    principals = functions_stood_in_for(by).get(request.function_id, frozenset())
    able = principals - authors_of(request.term.draft.deal)
    if not able:
        raise Forbidden(f"This review belongs to {request.function}. Ask its lead, {request.function.lead}.")
    return User.objects.filter(pk__in=able).order_by("name", "pk").first()


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


def may_meet_condition(condition: Condition, *, by: User) -> None:
    """Its owner, who gave it (or stands behind that person), or the deal desk."""
    require(by, "condition.meet")
    people: set[int | None] = {condition.owner_id}
    if condition.approval is not None:
        people |= {condition.approval.approver_id, condition.approval.on_behalf_of_id}
    if condition.review is not None:
        people.add(condition.review.reviewer_id)
    if by.pk not in people and Role.DEAL_DESK not in by.roles:
        raise Forbidden(f"This condition belongs to {condition.owner}. Ask them, or the deal desk.")


def may_accept_concern(deal: Deal, *, by: User) -> None:
    require(by, "concern.accept")
    if wrote_in(deal, by):
        raise Forbidden("You wrote in this deal, so another executive has to accept the concern.")
