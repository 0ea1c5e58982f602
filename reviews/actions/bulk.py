"""Approve several drafts at once: each is a decision of its own, with its own checks."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import DatabaseError, transaction

from accounts.models import User
from contracts.models import Deal, Draft
from dealdesk.kit.refusals import Forbidden, Refused
from dealdesk.kit.states import IllegalMove
from reviews.actions.approving import decide
from reviews.models import Decision

log = logging.getLogger("dealdesk.approving")

MOST_AT_ONCE = 50


@dataclass(frozen=True)
class Choice:
    """A deal by the number in its address, and the gate token of what the approver was shown."""

    serial: int
    seen: str


@dataclass(frozen=True)
class Outcome:
    """`deal` is None for one that the person may not see. `sentence` says what happened, or why not."""

    serial: int
    deal: Deal | None
    is_done: bool
    sentence: str


def approve_all(choices: Iterable[Choice], *, by: User, note: str = "") -> list[Outcome]:
    """Approve each of the drafts that waits for the person, one after the other, each in a transaction of
    its own; what fails is told and does not stop the others. In the order of the deals' numbers, so that
    two people who do the same at once never wait for each other in a circle."""
    chosen = {choice.serial: choice for choice in choices}
    if len(chosen) > MOST_AT_ONCE:
        raise Refused(f"Approve at most {MOST_AT_ONCE} drafts at once.")
    return [_approve(chosen[serial], by, note) for serial in sorted(chosen)]


def _approve(choice: Choice, by: User, note: str) -> Outcome:
    deals = Deal.objects.visible_to(by).select_related("customer", "owner")
    deal = deals.filter(serial=choice.serial).first()
    if deal is None:
        return Outcome(choice.serial, None, False, "There is no such deal.")
    draft = Draft.objects.get(deal=deal, is_current=True)
    draft.deal = deal
    try:
        with transaction.atomic():
            decide(draft, Decision.APPROVE, by=by, seen_digest=choice.seen, note=note)
    except (Refused, Forbidden, IllegalMove) as refusal:
        return Outcome(choice.serial, deal, False, str(refusal))
    except DatabaseError:
        log.exception("deal %s could not be approved", deal.number)
        return Outcome(choice.serial, deal, False, "Something went wrong on our side. Try this one again.")
    return Outcome(choice.serial, deal, True, f"Draft {draft.number} is approved.")
