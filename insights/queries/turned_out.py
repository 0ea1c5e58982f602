"""Complete 90-day outcomes of signed deals."""

from datetime import date

from django.db.models import F, QuerySet

from accounts.models import User
from insights.filters import Filter
from insights.queries.slices import handovers_for
from outcomes.models import Moment, Realised


def complete_day_90() -> QuerySet[Realised]:
    return Realised.objects.filter(moment=Moment.DAY_90, is_complete=True)


def clean_deals(user: User, chosen: Filter, first_on: date, last_on: date) -> QuerySet[Realised]:
    """Outcomes at or below what was said, newest signing first; only of deals that were scored and that the
    person may see."""
    seen = handovers_for(user, chosen, first_on, last_on).filter(is_scored=True)
    return (
        complete_day_90()
        .filter(handover__in=seen, dose__lte=F("handover__base_dose"))
        .select_related("handover__deal__customer", "handover__deal__owner")
        .order_by("-handover__signed_on", "-handover__pk")
    )
