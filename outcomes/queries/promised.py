"""What a handover page reads of one signed deal."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from contracts.models import Deal, DraftState, Term
from outcomes.models import CheckIn, Handover, Obligation
from outcomes.queries.obligations import with_their_deal
from reviews.models import SignedLoad


def latest_handover(deal: Deal) -> Handover | None:
    """The deal's latest handover; one that stands comes before one that was voided since."""
    found = deal.handovers.select_related("draft", "renewal__deal", "signing__clearance")
    standing = found.filter(draft__state=DraftState.SIGNED).order_by("-signed_on", "-id").first()
    return standing or found.order_by("-signed_on", "-id").first()


def promises_of(handover: Handover) -> QuerySet[Obligation]:
    """All of its obligations, in the order of the contract's terms, undisclosed ones last."""
    found = with_their_deal(handover.obligations.all()).select_related("term", "function__lead")
    return found.order_by("term__position", "undisclosed_id", "function", "id")


def standard_terms_of(handover: Handover) -> QuerySet[Term]:
    """What is as always: equal to the playbook, or to a fallback that needs no review."""
    standard = Term.objects.filter(draft=handover.draft_id, is_standard=True)
    return standard.select_related("type").order_by("position")


@dataclass(frozen=True)
class FunctionLoad:
    """Minutes that the contract puts on a function in all."""

    function_id: int
    minutes: int


def loads_of(handover: Handover) -> list[FunctionLoad]:
    rows = (
        SignedLoad.objects.filter(signing=handover.signing_id)
        .values_list("function_id")
        .annotate(total=Sum("minutes"))
        .order_by("function_id")
    )
    return [FunctionLoad(*row) for row in rows]


def check_in_days(handover: Handover) -> list[tuple[str, date]]:
    """Moments at which the functions are asked what it was really like, with the day of each."""
    rows = CheckIn.objects.filter(handover=handover).order_by("due_on", "moment")
    return list(dict.fromkeys(rows.values_list("moment", "due_on")))
