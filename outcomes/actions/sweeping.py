"""Find what no event rang for: signings from before there were handovers, terminations that ended nothing
yet, and whatever was lost."""

from contracts.models import DraftState
from outcomes.actions.taking_over import take_over
from outcomes.actions.terminating import end_told
from outcomes.models import Handover, Incident, IncidentKind
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


def sweep_terminations() -> int:
    """End each standing contract of which somebody told that it was terminated; returns how many."""
    told = Incident.objects.filter(
        kind=IncidentKind.TERMINATION,
        struck_at=None,
        handover__in=Handover.objects.standing().filter(signing__terminated_on=None),
    )
    return sum(end_told(incident_id) for incident_id in told.values_list("pk", flat=True)[:BATCH])
