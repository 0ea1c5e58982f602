"""What happens to renewals without anybody pressing a button: opened on their day, decided by a signature."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.permissions import PERMISSIONS
from activity.record import record
from contracts.locks import lock_deal
from contracts.models import Deal, DealKind, DraftState
from dealdesk.kit.refusals import Forbidden, Refused
from outcomes.actions.renewing import open_renewal, write_result
from outcomes.actions.telling_results import settle_told, standing_termination
from outcomes.models import Handover, Renewal

BATCH = 100

UNDER_WAY = (DraftState.DRAFTING, DraftState.IN_REVIEW, DraftState.SENT_BACK, DraftState.CLEARED)
"""States of a current draft of which a signature can still come."""

REMINDED_BEFORE = timedelta(days=14)
"""So long before the day of notice the owner is reminded of what is undecided."""


def open_due_renewals() -> int:
    """Open each renewal deal on its day of preparation, in its owner's name; returns how many.

    Where that cannot be (the owner has left, or sells no more) it stays listed as due; a contract that has
    ended meanwhile is left to people, and so is a customer with whom somebody opened a renewal by hand.
    """
    sellers = PERMISSIONS["renewal.open"] & PERMISSIONS["deal.create"]
    due = (
        _undecided()
        .filter(
            deal=None,
            prepare_on__lte=timezone.localdate(),
            handover__deal__owner__is_active=True,
            handover__deal__owner__grants__role__in=sellers,
        )
        .exclude(Exists(_typed_by_hand()))
    )
    ids = due.order_by("prepare_on", "id").values_list("pk", flat=True).distinct()[:BATCH]
    return sum(_opened(renewal_id) for renewal_id in list(ids))


def _typed_by_hand() -> QuerySet[Deal]:
    """Renewals of the same customer, under way, that were opened as any other deal."""
    return Deal.objects.filter(
        customer=OuterRef("handover__deal__customer"),
        kind=DealKind.RENEWAL,
        renewal_of=None,
        handovers=None,
        created_at__gt=OuterRef("handover__made_at"),
        drafts__is_current=True,
        drafts__state__in=[*UNDER_WAY],
    )


def _opened(renewal_id: int) -> bool:
    renewal = Renewal.objects.select_related("handover__deal__owner").get(pk=renewal_id)
    try:
        open_renewal(renewal, by=renewal.handover.deal.owner, is_by_itself=True)
    except (Forbidden, Refused):
        return False
    return True


def remind_of_notices() -> int:
    """Remind the owner, once, when the day by which notice must be given is near and nothing is decided;
    returns how many were reminded."""
    near = timezone.localdate() + REMINDED_BEFORE
    found = _undecided().filter(notice_on__lte=near, reminded_on=None).order_by("notice_on", "id")
    return sum(_reminded(renewal_id, near) for renewal_id in list(found.values_list("pk", flat=True)[:BATCH]))


@transaction.atomic
def _reminded(renewal_id: int, near: date) -> bool:
    lock_deal(Renewal.objects.values_list("handover__deal", flat=True).get(pk=renewal_id))
    due = _undecided().filter(pk=renewal_id, notice_on__lte=near, reminded_on=None)
    renewal = due.select_related("handover__deal").first()
    if renewal is None:
        return False
    Renewal.objects.filter(pk=renewal.pk).update(reminded_on=timezone.localdate())
    record(
        "renewal.reminded",
        chain=renewal.handover.deal.chain,
        by=None,
        keys={"renewal": renewal.pk},
        notice_on=renewal.notice_on.isoformat(),
    )
    return True


def _undecided() -> QuerySet[Renewal]:
    """Of contracts that stand and run."""
    running = Handover.objects.standing().filter(ends_on__gte=timezone.localdate())
    return Renewal.objects.filter(result="", handover__in=running)


@transaction.atomic
def settle_by_signature(handover_id: int) -> None:
    """A signed renewal deal settles the renewal of the contract before it; safe to call twice."""
    signed = Handover.objects.select_related("deal", "draft", "signing__by").get(pk=handover_id)
    renewal = _renewal_before(signed.deal_id)
    if renewal is None or signed.draft.state != DraftState.SIGNED:
        return
    result = Renewal.Result.EXPANDED if _is_more(signed, renewal.handover) else Renewal.Result.RENEWED
    write_result(renewal, result, signed.signed_on, signed.signing.by)


@transaction.atomic
def unsettle_by_void(draft_id: int) -> None:
    """A renewal deal that was voided has renewed nothing; safe to call twice."""
    voided = Handover.objects.select_related("draft").filter(draft=draft_id).first()
    renewal = _renewal_before(voided.deal_id) if voided else None
    if voided is None or renewal is None or voided.draft.state != DraftState.VOIDED:
        return
    if renewal.result == Renewal.Result.CHURNED:
        return
    write_result(renewal, "", None, None)
    ended = standing_termination(renewal.handover)
    if ended is not None:
        settle_told(ended, by=ended.by)


def _renewal_before(deal_id: int) -> Renewal | None:
    """The renewal that the deal was opened for, with the earlier deal locked."""
    known = Renewal.objects.select_related("handover").filter(deal=deal_id).first() or _only_one(deal_id)
    if known is None:
        return None
    lock_deal(known.handover.deal_id)
    Renewal.objects.filter(pk=known.pk, deal=None).update(deal=deal_id)
    return Renewal.objects.select_related("handover__deal", "handover__draft").get(pk=known.pk)


def _only_one(deal_id: int) -> Renewal | None:
    """For a renewal that was opened by hand: the customer's one undecided renewal before it, if it is one."""
    deal = Deal.objects.get(pk=deal_id)
    if deal.kind != DealKind.RENEWAL:
        return None
    found = Renewal.objects.select_related("handover").filter(
        handover__in=Handover.objects.standing().exclude(deal=deal),
        handover__deal__customer=deal.customer_id,
        handover__made_at__lt=deal.created_at,
        deal=None,
        result="",
    )[:2]
    return found[0] if len(found) == 1 else None


def _is_more(later: Handover, earlier: Handover) -> bool:
    """Worth more a month, in the company's currency where the contracts' differ; or with a product line that
    the earlier one did not have."""
    new, old = later.draft.frozen, earlier.draft.frozen
    values = (new["committed_value"], old["committed_value"])
    if new["currency"] != old["currency"]:
        values = (later.value, earlier.value)
    is_wider = set(later.deal.product_lines) > set(earlier.deal.product_lines)
    return values[0] * old["months"] > values[1] * new["months"] or is_wider
