"""Who of a function takes a request; anybody of the function may still answer it."""

from django.db import transaction

from accounts.absences import reviewing_ids
from accounts.models import Role, User
from accounts.permissions import require
from activity.record import record
from contracts.locks import lock_deal
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.models import ReviewRequest
from reviews.policy import may_review, must_be_in_review, wrote_in


@transaction.atomic
def assign_review(request: ReviewRequest, to: User | None, *, by: User) -> None:
    """Hand a request to somebody of its function, or back to all of it when `to` is None.

    A member takes it or gives it back; the lead hands it to anybody of the function. Raises Refused when
    it is answered already or the other person could not answer it.
    """
    require(by, "review.assign")
    lock_deal(request.term.draft.deal_id)
    request = ReviewRequest.objects.select_related("term__draft__deal", "term__type", "function").get(
        pk=request.pk
    )
    may_review(request, by=by)
    must_be_in_review(request.term.draft)
    if not request.is_open:
        raise Refused(f"{request.function} has answered this already, so nobody has to take it.")
    if request.assigned_to == to:
        return
    _may_hand_over(request, to, by)
    ReviewRequest.objects.filter(pk=request.pk).update(assigned_to=to)
    record(
        "review.assigned",
        chain=request.term.draft.deal.chain,
        by=by,
        keys={"draft": request.term.draft_id, "request": request.pk},
        term=request.term.type.name,
        function=request.function.name,
        to=to.name if to else "",
        to_id=to.pk if to else None,
    )


def _may_hand_over(request: ReviewRequest, to: User | None, by: User) -> None:
    is_own = by in (to, request.assigned_to) and to in (by, None)
    if not is_own and not leads(request, by):
        raise Forbidden(f"Only the lead of {request.function} hands a review to others. You can take it.")
    if to is None:
        return
    if not to.is_active or request.function_id not in reviewing_ids(to):
        raise Refused(f"{to} does not answer for {request.function}. Choose somebody who does.")
    if wrote_in(request.term.draft.deal, to):
        raise Refused(f"{to} wrote in this deal, so somebody else must review it.")


def leads(request: ReviewRequest, person: User) -> bool:
    """Is the person the lead of the function, or somebody of it with a lead's role?"""
    is_of_it = request.function_id in person.function_ids and Role.FUNCTION_LEAD in person.roles
    return request.function.lead_id == person.pk or is_of_it
