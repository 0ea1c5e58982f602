"""What ends an approval or a clearance: a change, or two people with a reason."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from activity.record import record
from contracts.locks import lock_deal
from contracts.models import Draft
from contracts.policy import may_change
from contracts.workflow import DRAFT_MOVES
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions.waiting import stop_requests
from reviews.models import Approval, Ask, Clearance, Submission, VoidRequest


def void_approvals(draft: Draft, reason: str, cause: str = Approval.VoidCause.ENDED) -> int:
    """End every standing approval of the draft, in the caller's transaction; returns how many."""
    standing = Approval.objects.filter(submission__draft=draft, voided_at=None)
    return standing.update(voided_at=timezone.now(), void_reason=reason[:200], void_cause=cause)


def end_asks(draft: Draft, reason: str) -> None:
    """Nobody is asked about the draft any more; clocks stop, mail links die."""
    standing = Ask.objects.filter(submission__draft=draft, ended_at=None)
    standing.update(ended_at=timezone.now(), ended_because=reason[:200], nudge_at=None)
    stop_requests(draft)


def facts_changed(submission: Submission, reason: str) -> None:
    """Something that the score depends on has changed: the score is stale, approvals end."""
    Submission.objects.filter(pk=submission.pk).update(facts_version=F("facts_version") + 1)
    submission.refresh_from_db(fields=["facts_version"])
    void_approvals(submission.draft, reason, Approval.VoidCause.FACTS)


@transaction.atomic
def ask_to_void(clearance: Clearance, *, reason: str, by: User) -> VoidRequest:
    """Ask that a clearance be voided; nothing changes until a second person confirms."""
    deal = clearance.submission.draft.deal
    may_change(deal, "draft.void", by=by)
    lock_deal(deal.pk)
    if not reason.strip():
        raise Refused("Write why the clearance must not stand.")
    if VoidRequest.objects.filter(clearance=clearance).exists():
        raise Refused("Somebody has asked for this already. A second person has to confirm it.")
    request = VoidRequest.objects.create(
        clearance=clearance, reason=reason.strip(), asked_by=by, asked_at=timezone.now()
    )
    record("void.asked", chain=deal.chain, by=by, keys={"clearance": clearance.pk}, reason=reason.strip())
    return request


@transaction.atomic
def confirm_void(request: VoidRequest, *, by: User) -> None:
    """Void a clearance that somebody else asked to void: the owner's manager or the deal desk confirms."""
    draft = request.clearance.submission.draft
    deal = lock_deal(draft.deal_id)
    may_confirm_void(request, by=by)
    now = timezone.now()
    if not VoidRequest.objects.filter(pk=request.pk, confirmed_at=None).update(
        confirmed_by=by, confirmed_at=now
    ):
        raise Refused("This clearance is voided already.")
    DRAFT_MOVES.apply(draft, "void")
    Clearance.objects.filter(pk=request.clearance_id).update(voided_at=now)
    void_approvals(draft, "The clearance was voided.")
    record(
        "clearance.voided",
        chain=deal.chain,
        by=by,
        keys={"draft": draft.pk, "clearance": request.clearance_id},
        reason=request.reason,
    )


def may_confirm_void(request: VoidRequest, *, by: User) -> None:
    deal = request.clearance.submission.draft.deal
    if request.asked_by_id == by.pk:
        raise Forbidden("Somebody other than the person who asked must confirm.")
    if deal.owner.reports_to_id != by.pk:
        may_change(deal, "draft.confirm_void", by=by)
