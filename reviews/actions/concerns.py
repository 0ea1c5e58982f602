from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity.record import record
from contracts.locks import lock_deal
from contracts.models import Concern, ConcernAcceptance, Deal, DraftState
from dealdesk.kit.refusals import Refused
from reviews.checks.concerns import HELD_KINDS
from reviews.policy import may_accept_concern

OVER = frozenset({DraftState.CLEARED, DraftState.SIGNED, DraftState.REJECTED})
"""States of a deal's current draft in which no concern can hold it up any more."""


@transaction.atomic
def accept_concern(concern: Concern, deal: Deal, *, words: str, by: User) -> ConcernAcceptance:
    """An executive accepts in writing that one renewal or expansion goes on while the concern is open.

    Raises Forbidden for others and for who wrote in the deal; Refused without words, when the concern is
    answered or accepted already, or does not hold up this deal.
    """
    deal = lock_deal(deal.pk)
    may_accept_concern(deal, by=by)
    if not words.strip():
        raise Refused("Write why the deal may go on while the customer waits.")
    concern = Concern.objects.get(pk=concern.pk)
    draft = deal.current_draft
    if concern.customer_id != deal.customer_id or deal.kind not in HELD_KINDS:
        raise Refused("This concern does not hold up this deal.")
    if not concern.is_open:
        raise Refused("This concern has an answer already; nothing is left to accept.")
    if draft.state in OVER:
        raise Refused(f"Draft {draft.number} is {draft.get_state_display().lower()}; nothing waits for this.")
    if concern.acceptances.filter(deal=deal).exists():
        raise Refused("Somebody has accepted this for the deal already. Reload the page.")
    acceptance = ConcernAcceptance.objects.create(
        concern=concern, deal=deal, words=words.strip(), by=by, at=timezone.now()
    )
    record(
        "concern.accepted",
        chain=deal.chain,
        by=by,
        keys={"draft": draft.pk, "concern": concern.pk},
        text=concern.text[:200],
        words=words.strip(),
    )
    return acceptance
