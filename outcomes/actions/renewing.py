"""Renewals: when to prepare one, its deal, and what came of it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity.record import record
from contracts.actions import copy_into_deal, create_deal
from contracts.locks import lock_deal
from contracts.models import Deal, DealKind, DraftState
from dealdesk.kit.refusals import Refused
from dealdesk.kit.spans import day_in_words
from outcomes.actions.realising import realise_since
from outcomes.models import Incident, Moment, Renewal
from outcomes.policy import may_keep_renewal

LONGEST_NAME = 160
RENEWAL_OF = "Renewal of "


@transaction.atomic
def open_renewal(renewal: Renewal, *, by: User, is_by_itself: bool = False) -> Deal:
    """Open the renewal deal: same owner, customer, currency and product lines, and the terms of the signed
    draft, so that nobody types them twice. `is_by_itself`: the sweep does so, in the owner's name.

    Raises Forbidden for others than the owner and the deal desk, Refused when it was opened or decided
    already, or the contract was voided.
    """
    renewal = _locked(renewal)
    may_keep_renewal(renewal, "renewal.open", by=by)
    _must_be_open(renewal)
    earlier = renewal.handover.deal
    deal = _like(earlier, by, signing_on=max(renewal.notice_on, timezone.localdate()))
    count = copy_into_deal(renewal.handover.draft, deal)
    record(
        "terms.copied",
        chain=deal.chain,
        by=None,
        keys={"deal": deal.pk, "draft": deal.current_draft.pk},
        count=count,
        from_number=earlier.number,
    )
    renewal.deal, renewal.opened_at, renewal.opened_by = deal, timezone.now(), by
    renewal.save(update_fields=["deal", "opened_at", "opened_by"])
    actor = None if is_by_itself else by
    _tell(renewal, "renewal.opened", actor, number=deal.number, by_itself=is_by_itself)
    return deal


@transaction.atomic
def plan_renewal(renewal: Renewal, *, notice_on: date, prepare_on: date, by: User) -> Renewal:
    """Set the day by which notice must be given, and our own day to start preparing.

    Raises Forbidden as above; Refused for days that come in the wrong order, and once it was decided.
    """
    renewal = _locked(renewal)
    may_keep_renewal(renewal, "renewal.edit", by=by)
    if renewal.result:
        raise Refused("This renewal was decided already.")
    wrong = check_days(renewal, notice_on=notice_on, prepare_on=prepare_on)
    if wrong:
        raise Refused(" ".join(wrong.values()))
    if (renewal.notice_on, renewal.prepare_on) == (notice_on, prepare_on):
        return renewal
    renewal.notice_on, renewal.prepare_on = notice_on, prepare_on
    renewal.save(update_fields=["notice_on", "prepare_on"])
    days = {"notice_on": notice_on.isoformat(), "prepare_on": prepare_on.isoformat()}
    _tell(renewal, "renewal.planned", by, **days)
    return renewal


def check_days(renewal: Renewal, *, notice_on: date, prepare_on: date) -> dict[str, str]:
    """What is wrong with the days, by field, each a sentence; empty if sound."""
    handover = renewal.handover
    wrong: dict[str, str] = {}
    if not handover.signed_on <= notice_on <= handover.ends_on:
        first, last = day_in_words(handover.signed_on), day_in_words(handover.ends_on)
        wrong["notice_on"] = f"Choose a day of the contract, from {first} to {last}."
    if prepare_on > notice_on:
        wrong["prepare_on"] = "Begin to prepare before notice must be given."
    elif prepare_on < handover.signed_on:
        wrong["prepare_on"] = f"Choose a day after the signature on {day_in_words(handover.signed_on)}."
    return wrong


@transaction.atomic
def settle_renewal(renewal: Renewal, result: str, *, on: date, by: User) -> Renewal:
    """Say what came of it: renewed, expanded, or not renewed. A signed renewal deal says so by itself.

    Raises Forbidden as above; Refused for a day in the future or before the signature, for “not renewed” when
    the renewal deal is signed, and for an unknown result.
    """
    renewal = _locked(renewal)
    may_keep_renewal(renewal, "renewal.edit", by=by)
    if result not in Renewal.Result.values:
        raise Refused("Choose what came of the renewal.")
    if on > timezone.localdate():
        raise Refused("The day on which it was decided cannot lie in the future.")
    if on < renewal.handover.signed_on:
        raise Refused("The day on which it was decided cannot lie before the signature.")
    if result == Renewal.Result.CHURNED and _is_signed(renewal):
        raise Refused(
            f"{renewal.deal.number if renewal.deal else 'The renewal'} is signed, so it was renewed."
        )
    return write_result(renewal, result, on, by)


def write_result(
    renewal: Renewal, result: str, on: date | None, by: User | None, incident: Incident | None = None
) -> Renewal:
    """The caller holds the lock of the signed deal; an empty result takes back what was said. `incident` is
    what told it, where one did."""
    said = (result, on, incident.pk if incident else None)
    if (renewal.result, renewal.decided_on, renewal.incident_id) == said:
        return renewal
    was = renewal.result
    renewal.result, renewal.decided_on, renewal.incident = result, on, incident
    renewal.save(update_fields=["result", "decided_on", "incident"])
    facts = {"result": result, "was": was, "on": on.isoformat() if on else ""}
    realise_since(renewal.handover, Moment.DAY_30)
    _tell(renewal, "renewal.settled" if result else "renewal.unsettled", by, **facts)
    return renewal


def _locked(renewal: Renewal) -> Renewal:
    lock_deal(renewal.handover.deal_id)
    found = Renewal.objects.select_related(
        "handover__draft", "handover__deal__owner", "handover__deal__customer", "deal"
    ).get(pk=renewal.pk)
    if found.handover.draft.state != DraftState.SIGNED:
        raise Refused("The contract was voided, so there is nothing to renew.")
    return found


def _must_be_open(renewal: Renewal) -> None:
    if renewal.deal is not None:
        raise Refused(f"The renewal was opened already, as {renewal.deal.number}.")
    if renewal.result:
        raise Refused(f"This renewal was decided already: {renewal.get_result_display().lower()}.")


def _is_signed(renewal: Renewal) -> bool:
    return renewal.deal is not None and renewal.deal.drafts.filter(state=DraftState.SIGNED).exists()


def _like(earlier: Deal, by: User, *, signing_on: date) -> Deal:
    return create_deal(
        by=by,
        owner=earlier.owner,
        customer=earlier.customer,
        name=_name_after(earlier)[:LONGEST_NAME],
        kind=DealKind.RENEWAL,
        currency=earlier.currency,
        committed_value=earlier.committed_value,
        months=earlier.months,
        expected_signing_on=signing_on,
        delivery_months=earlier.delivery_months,
        product_lines=earlier.product_lines,
        lead_source=earlier.lead_source,
        discount=earlier.discount,
        paper=earlier.paper,
        channel=earlier.channel,
    )


def _name_after(earlier: Deal) -> str:
    """A renewal of a renewal is again one of what was sold first."""
    is_named = earlier.kind == DealKind.RENEWAL and earlier.name.startswith(RENEWAL_OF)
    return earlier.name if is_named else f"{RENEWAL_OF}{earlier.name}"


def _tell(renewal: Renewal, verb: str, by: User | None, **facts: object) -> None:
    handover = renewal.handover
    record(
        verb,
        chain=handover.deal.chain,
        by=by,
        keys={"draft": handover.draft_id, "handover": handover.pk, "renewal": renewal.pk},
        **facts,
    )
