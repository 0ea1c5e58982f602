"""Write incidents down, in the transaction of the verb that tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import User
from activity.record import record
from dealdesk.kit.refusals import Refused
from outcomes.actions.telling_results import RESULTS, settle_told
from outcomes.actions.terminating import follow_termination
from outcomes.models import CheckIn, Handover, Incident, IncidentKind, UndisclosedTerm
from reviews.models import ReviewRequest

LEAST_SLIP = 31
"""Days from which a slip counts: more than 30."""

MOST_NUMBER = 10**9
MOST_AMOUNT = 10**15


@dataclass(frozen=True)
class IncidentAsked:
    """Something that happened, before it is recorded. `amount` is minor units of the deal's currency (a
    credit), `count` a number of tickets or days of slip. `request` or `undisclosed` names the cell that it
    came from; without either it concerns the whole deal."""

    kind: str
    happened_on: date
    request: ReviewRequest | None = None
    undisclosed: UndisclosedTerm | None = None
    amount: int | None = None
    count: int | None = None
    note: str = ""


def check_incident(asked: IncidentAsked, handover: Handover) -> dict[str, str]:
    """What is wrong with it, by field, each a sentence that says what to do; empty if sound."""
    wrong: dict[str, str] = {}
    if asked.kind not in IncidentKind.values:
        wrong["kind"] = "Choose what happened."
    if asked.happened_on > timezone.localdate():
        wrong["happened_on"] = "It cannot have happened yet. Check the day."
    elif asked.happened_on < handover.signed_on:
        wrong["happened_on"] = "That is before the contract was signed. Check the day."
    wrong |= _wrong_numbers(asked)
    if not _is_of_deal(asked, handover):
        wrong["request"] = "Choose a term of this deal, or none."
    elif asked.kind in RESULTS and (asked.request or asked.undisclosed):
        wrong["request"] = "This concerns the whole deal; choose no term."
    return wrong


def _wrong_numbers(asked: IncidentAsked) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if asked.kind == IncidentKind.CREDIT and not asked.amount:
        wrong["amount"] = "Write how much was paid."
    if asked.kind != IncidentKind.CREDIT and asked.amount is not None:
        wrong["amount"] = "Only a credit has an amount. Leave it empty."
    if asked.amount is not None and not 0 <= asked.amount <= MOST_AMOUNT:
        wrong["amount"] = "This amount cannot be. Check the unit."
    if asked.kind == IncidentKind.TICKETS and not asked.count:
        wrong["count"] = "Write how many tickets."
    if asked.kind == IncidentKind.SLIP and asked.count is not None and asked.count < LEAST_SLIP:
        wrong["count"] = "Only a slip of more than 30 days counts. Write its days, or leave it out."
    if asked.count is not None and not 0 <= asked.count <= MOST_NUMBER:
        wrong["count"] = "This number cannot be. Check it."
    return wrong


def _is_of_deal(asked: IncidentAsked, handover: Handover) -> bool:
    if asked.request is not None and asked.undisclosed is not None:
        return False
    if asked.request is not None:
        return asked.request.term.draft_id == handover.draft_id
    return asked.undisclosed is None or asked.undisclosed.handover_id == handover.pk


def add_incidents(
    handover: Handover, asked: Sequence[IncidentAsked], *, by: User, check_in: CheckIn | None = None
) -> list[Incident]:
    """Raises Refused for what is unsound or at odds with the renewal. What was told already, as by a form
    that was sent twice, is told once. The caller holds the deal's lock."""
    new = [each for each in asked if not is_known(handover, each)]
    return [add_incident(handover, each, by=by, check_in=check_in) for each in new]


def is_known(handover: Handover, asked: IncidentAsked) -> bool:
    """Is the very same recorded already and not struck out?"""
    return Incident.objects.filter(
        handover=handover,
        struck_at=None,
        kind=asked.kind,
        happened_on=asked.happened_on,
        request=asked.request,
        undisclosed=asked.undisclosed,
        amount=asked.amount,
        count=asked.count,
        note=asked.note.strip(),
    ).exists()


def add_incident(
    handover: Handover,
    asked: IncidentAsked,
    *,
    by: User,
    check_in: CheckIn | None = None,
    import_key: str = "",
) -> Incident:
    """One of them; `import_key` is the digest of an imported row."""
    wrong = check_incident(asked, handover)
    if wrong:
        raise Refused(" ".join(wrong.values()))
    incident = Incident.objects.create(
        handover=handover,
        check_in=check_in,
        request=asked.request,
        undisclosed=asked.undisclosed,
        kind=asked.kind,
        happened_on=asked.happened_on,
        amount=asked.amount,
        count=asked.count,
        note=asked.note.strip(),
        by=by,
        at=timezone.now(),
        import_key=import_key,
    )
    tell_incident("incident.recorded", incident, by)
    if incident.kind == IncidentKind.TERMINATION:
        follow_termination(handover, by=by)
    else:
        settle_told(incident, by=by)
    return incident


def tell_incident(verb: str, incident: Incident, by: User) -> None:
    """Record it on the deal's chain."""
    handover = incident.handover
    record(
        verb,
        chain=handover.deal.chain,
        by=by,
        keys={"draft": handover.draft_id, "handover": handover.pk, "incident": incident.pk},
        kind=incident.kind,
        what=incident.get_kind_display(),
        happened_on=incident.happened_on.isoformat(),
        amount=incident.amount,
        count=incident.count,
        note=incident.note[:200],
    )
