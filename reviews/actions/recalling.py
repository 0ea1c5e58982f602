"""Recall: the owner takes a submitted draft back, at any time before it is cleared."""

from django.db import transaction

from accounts.models import Function, User
from activity.record import record
from contracts.models import Draft
from contracts.policy import may_change
from contracts.workflow import DRAFT_MOVES
from dealdesk.kit.refusals import Refused
from dealdesk.kit.states import IllegalMove
from reviews.actions.drafts import locked_draft
from reviews.actions.voiding import end_asks, void_approvals
from reviews.models import Approval, Ask, Review, ReviewRequest

LONGEST_REASON = 500


@transaction.atomic
def withdraw_draft(draft: Draft, *, by: User, reason: str = "") -> None:
    """Take a submitted draft back. Nobody is asked about it any more; the next draft keeps the answers on
    what does not change.

    Raises Refused without a reason once somebody has reviewed or decided, IllegalMove when the draft is no
    longer in review.
    """
    may_change(draft.deal, "draft.withdraw", by=by)
    draft, reason = locked_draft(draft), reason.strip()
    if not DRAFT_MOVES.allows(draft.state, "withdraw"):
        raise IllegalMove(DRAFT_MOVES.sentence(draft, "withdraw"))
    if not reason and needs_reason(draft):
        raise Refused("Somebody has worked on this draft already. Write why you take it back; they read it.")
    if len(reason) > LONGEST_REASON:
        raise Refused(f"Keep the reason below {LONGEST_REASON} characters.")
    told = concerned(draft)
    DRAFT_MOVES.apply(draft, "withdraw")
    void_approvals(draft, "The draft was withdrawn.")
    end_asks(draft, "The draft was withdrawn.")
    record(
        "draft.withdrawn",
        chain=draft.deal.chain,
        by=by,
        keys={"draft": draft.pk},
        number=draft.number,
        reason=reason,
        told=sorted(told),
    )


def needs_reason(draft: Draft) -> bool:
    """Has anybody answered or decided on this very draft? What was kept from before does not count."""
    reviewed = Review.objects.filter(request__term__draft=draft, carried_from=None)
    decided = Approval.objects.filter(submission__draft=draft, carried_from=None)
    return reviewed.exists() or decided.exists()


def concerned(draft: Draft) -> set[int]:
    """Ids of everybody who was asked about the draft, or has answered or decided on it."""
    requests = ReviewRequest.objects.filter(term__draft=draft)
    waiting = Function.objects.filter(pk__in=requests.filter(answered_at=None).values("function"))
    found: set[int | None] = set(waiting.values_list("members", flat=True))
    found |= set(waiting.values_list("lead", flat=True))
    found |= set(Review.objects.filter(request__in=requests).values_list("reviewer", flat=True))
    found |= set(Ask.objects.filter(submission__draft=draft).values_list("person", flat=True))
    found |= set(Approval.objects.filter(submission__draft=draft).values_list("approver", flat=True))
    return {pk for pk in found if pk is not None}
