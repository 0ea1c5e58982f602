"""Find what no event rang for: signings from before there were handovers, and whatever was lost."""

from contracts.models import DraftState
from outcomes.actions.taking_over import take_over
from reviews.facts import UnknownCurrency
from reviews.models import Signing

BATCH = 100


def sweep_handovers() -> int:
    """Hand over each signed deal that was not yet, the latest signature first; returns how many. One whose
    currency the policy no longer knows keeps waiting and holds up no other."""
    missing = Signing.objects.filter(
        handover=None,
        clearance__voided_at=None,
        clearance__submission__draft__state=DraftState.SIGNED,
    )
    drafts = missing.order_by("-signed_on", "-id").values_list("clearance__submission__draft", flat=True)
    return sum(_taken_over(draft_id) for draft_id in list(drafts[:BATCH]))


def _taken_over(draft_id: int) -> bool:
    try:
        return take_over(draft_id) is not None
    except UnknownCurrency:
        return False
