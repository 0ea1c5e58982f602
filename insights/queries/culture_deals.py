"""The deals behind the dials of the culture panel; only those that the person may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from accounts.models import User
from contracts.models import Deal
from insights.filters import Filter
from insights.queries.culture import compared_again, with_first_draft
from insights.queries.slices import handovers_for
from outcomes.models import UndisclosedTerm


@dataclass(frozen=True)
class LateTerm:
    """A term that was not said at once; `found_on` is the day on which one came to light after signing."""

    deal: Deal
    type_name: str
    found_on: date | None


def late_terms(user: User, chosen: Filter, first_on: date, last_on: date, most: int) -> list[LateTerm]:
    """What was found after signing first, then what came in a later draft; the newest `most` of each."""
    signed = handovers_for(user, chosen, first_on, last_on)
    found = (
        UndisclosedTerm.objects.filter(handover__in=signed)
        .select_related("type", "handover__deal__customer", "handover__deal__owner")
        .order_by("-found_on", "-pk")
    )
    later = (
        with_first_draft(signed)
        .filter(was_there=False)
        .select_related("type", "draft__deal__customer", "draft__deal__owner")
        .order_by("-draft__handover__signed_on", "pk")
    )
    return [
        *(LateTerm(term.handover.deal, term.type.name, term.found_on) for term in found[:most]),
        *(LateTerm(term.draft.deal, term.type.name, None) for term in later[:most]),
    ]


def lowered_again(user: User, chosen: Filter, first_on: date, last_on: date, most: int) -> Sequence[Any]:
    """Submissions that scored lower than the draft before with the same terms, the newest first."""
    found = compared_again(chosen, first_on, last_on).filter(
        score__lt=F("score_before"), draft__deal__in=Deal.objects.visible_to(user)
    )
    return list(found.select_related("draft__deal__customer", "draft__deal__owner").order_by("-at")[:most])
