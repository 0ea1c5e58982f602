"""A renewal or expansion waits until each open concern of its customer is answered or accepted."""

from django.utils.text import Truncator

from contracts.models import Concern, Deal, DealKind, Draft
from contracts.queries.concerns import unsettled_concerns
from reviews.gate_checks import Check, CheckState

HELD_KINDS = frozenset({DealKind.RENEWAL, DealKind.EXPANSION})
TITLE = "Each concern of the customer has an answer"


def concern_checks(draft: Draft) -> list[Check]:
    """One failed check for each open concern that no executive has accepted for this deal, or a single
    passed one that names who accepted what is still open. New business has none."""
    deal = draft.deal
    if deal.kind not in HELD_KINDS:
        return []
    unsettled = unsettled_concerns(deal)
    if unsettled:
        return [_held(concern, deal) for concern in unsettled]
    return [Check("concerns", _settled_title(deal), CheckState.PASSED)]


def _held(concern: Concern, deal: Deal) -> Check:
    return Check(
        f"concern-{concern.pk}",
        TITLE,
        CheckState.FAILED,
        f"{deal.customer} waits for an answer: “{Truncator(concern.text).chars(160)}”",
        f"{concern.owner or 'Somebody'} has to answer it, or an executive accepts it in writing.",
    )


def _settled_title(deal: Deal) -> str:
    open_ = deal.accepted_concerns.filter(concern__answered_at=None, concern__customer=deal.customer_id)
    names = list(dict.fromkeys(open_.values_list("by__name", flat=True)))
    return f"{TITLE}, or was accepted in writing by {' and '.join(names)}" if names else TITLE
