"""The signed contract of a deal."""

from contracts.models import Deal
from outcomes.models import Handover


def standing_handover(deal: Deal) -> Handover | None:
    """What was signed and not voided since, with what its pages read; None before the signature."""
    return (
        Handover.objects.standing()
        .filter(deal=deal)
        .select_related(
            "deal__customer",
            "deal__owner",
            "draft__playbook",
            "renewal",
            "signing__clearance__submission__policy",
            "signing__clearance__score",
        )
        .first()
    )
