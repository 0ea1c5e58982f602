"""Hand a signed deal to those who deliver it."""

from django.db import transaction
from django.utils import timezone

from activity.record import record
from contracts.locks import lock_deal
from contracts.models import Draft
from dealdesk.kit.months import months_after
from outcomes.actions.calling import plan_check_ins
from outcomes.actions.obliging import oblige_functions
from outcomes.models import Handover, Renewal
from outcomes.scales import ends_on, notice_on, prepare_on
from outcomes.signature import said_at_signature
from reviews.actions.placing_load import place_load
from reviews.models import Signing


@transaction.atomic
def take_over(draft_id: int) -> Handover | None:
    """Make the handover of a signed draft, with its obligations, check-ins and renewal dates.

    Safe to call twice; None for a draft that is not signed, or whose clearance was voided since.
    """
    draft = Draft.objects.select_related("deal").get(pk=draft_id)
    lock_deal(draft.deal_id)
    signing = (
        Signing.objects.select_related("clearance__submission__policy", "clearance__submission__draft__deal")
        .filter(clearance__submission__draft=draft, clearance__voided_at=None)
        .first()
    )
    if signing is None:
        return None
    known = Handover.objects.filter(signing=signing).first()
    if known is not None:
        return known
    handover = _make(signing, draft)
    place_load(signing)
    obligations = oblige_functions(handover)
    plan_check_ins(handover)
    _plan_renewal(handover)
    record(
        "handover.made",
        chain=draft.deal.chain,
        by=None,
        keys={"draft": draft.pk, "handover": handover.pk},
        obligations=obligations,
        signed_on=handover.signed_on.isoformat(),
    )
    return handover


def _make(signing: Signing, draft: Draft) -> Handover:
    content = draft.frozen
    return Handover.objects.create(
        signing=signing,
        deal=draft.deal,
        draft=draft,
        signed_on=signing.signed_on,
        live_on=months_after(signing.signed_on, content["delivery_months"]),
        ends_on=ends_on(signing.signed_on, content["months"]),
        made_at=timezone.now(),
        **said_at_signature(signing.clearance).as_columns(),
    )


def _plan_renewal(handover: Handover) -> None:
    notice = notice_on(handover.ends_on)
    Renewal.objects.create(handover=handover, notice_on=notice, prepare_on=prepare_on(notice))
