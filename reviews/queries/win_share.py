"""How likely a draft in review is to be signed, as the last year teaches."""

from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from contracts.models import Draft, DraftState

PIPELINE_SHARE = 50
"""Per cent at which drafts in review count as likely load while too few were decided to say better."""

FEWEST_DECIDED = 25
"""So many deals must have been decided before their share is believed."""

LOOKED_BACK = timedelta(days=365)

MOST_READ = 1000
"""The latest of them, so that a large company pays no more for it."""

LOST = [DraftState.WITHDRAWN, DraftState.REJECTED]


def win_share() -> int:
    """Whole per cents: of the deals that were submitted in the last twelve months and are decided, how many
    were signed. Both sides are counted from submission, so that neither is looked at longer."""
    decided = Draft.objects.filter(
        is_current=True,
        state__in=[DraftState.SIGNED, *LOST],
        submitted_at__gte=timezone.now() - LOOKED_BACK,
    )
    latest = decided.order_by("-submitted_at").values("pk", "state")[:MOST_READ]
    counted = latest.aggregate(signed=Count("pk", filter=Q(state=DraftState.SIGNED)), all=Count("pk"))
    if counted["all"] < FEWEST_DECIDED:
        return PIPELINE_SHARE
    share: int = (200 * counted["signed"] + counted["all"]) // (2 * counted["all"])
    return share
