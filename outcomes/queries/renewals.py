"""Renewals as a list: what is due first, what comes, what was decided."""

from datetime import date

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from accounts.models import User
from outcomes.models import Handover, Renewal

DUE, COMING, OPENED, DECIDED = STATES = ("due", "coming", "opened", "decided")


def renewals_of(reader: User) -> QuerySet[Renewal]:
    """Of contracts that stand and that the person sees."""
    return Renewal.objects.visible_to(reader).filter(handover__in=Handover.objects.standing())


def state_of(today: date) -> dict[str, Q]:
    """Which renewals are in which of STATES, on that day."""
    is_open = Q(result="")
    return {
        DUE: is_open & Q(deal=None, prepare_on__lte=today),
        COMING: is_open & Q(deal=None, prepare_on__gt=today),
        OPENED: is_open & Q(deal__isnull=False),
        DECIDED: ~is_open,
    }


def listed(renewals: QuerySet[Renewal], state: str, today: date) -> QuerySet[Renewal]:
    """Those in one of STATES, or with an empty one all that are undecided, the due ones first; each with
    what a row shows."""
    states = state_of(today)
    rank = Case(
        *(When(states[name], then=Value(place)) for place, name in enumerate(STATES)),
        output_field=IntegerField(),
    )
    found = renewals.filter(states[state]) if state else renewals.exclude(states[DECIDED])
    shown = found.annotate(rank=rank).select_related(
        "deal", "handover__deal__customer", "handover__deal__owner", "handover__draft", "handover__signing"
    )
    if state == DECIDED:
        return shown.order_by("-decided_on", "-id")
    return shown.order_by("rank", "notice_on", "id")


def counts_of(renewals: QuerySet[Renewal], today: date) -> dict[str, int]:
    counted = {name: Count("pk", filter=wanted) for name, wanted in state_of(today).items()}
    counts: dict[str, int] = renewals.order_by().aggregate(**counted)
    return counts
