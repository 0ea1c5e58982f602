"""Renewals nobody listened to (docs/outcomes.md, section 4.8)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, DateField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from accounts.models import User
from contracts.models import Concern, Deal
from insights.filters import Filter
from insights.queries.narrowing import narrowed_by_deal
from outcomes.models import Handover, Renewal

OPEN_DAYS = 30
"""A concern that is open for more days than this, without an answer, was not heard."""

AHEAD_DAYS = 120


@dataclass(frozen=True)
class Unheard:
    """Of contracts that end within 120 days: `count` unheard concerns, the value of the contracts that they
    hang on (each once, minor units), the age of the oldest in days, and how many concerns were raised since
    those contracts were signed and stand unresolved."""

    count: int
    contracts: int
    value: int
    oldest_days: int
    raised: int
    unresolved: int


@dataclass(frozen=True)
class Churn:
    """Renewals decided, by whether a concern was open on that day; those without any concern are left out."""

    unresolved_churned: int
    unresolved: int
    resolved_churned: int
    resolved: int


def ending_soon(chosen: Filter, today: date) -> QuerySet[Handover]:
    """Contracts that stand, end within 120 days, and whose renewal is not decided."""
    ends = (today, today + timedelta(days=AHEAD_DAYS))
    found = Handover.objects.standing().filter(ends_on__range=ends)
    return narrowed_by_deal(found, chosen, "deal").exclude(renewal__result__gt="")


def unheard_concerns(user: User, chosen: Filter, today: date) -> QuerySet[Concern]:
    """Each with `ends_on` and `contract` (the handover's id) of the customer's contract that ends first, of
    those that the person may see; what has waited longest first."""
    soon = ending_soon(chosen, today).filter(deal__in=Deal.objects.visible_to(user))
    found = _with_contract(soon, today).select_related("customer", "owner")
    return found.order_by("raised_on", "id")


def contracts_of(concerns: list[Any]) -> dict[int, Handover]:
    """The handovers named by `unheard_concerns`, by id, with deal and renewal."""
    ids = [concern.contract for concern in concerns]
    found = Handover.objects.filter(pk__in=ids).select_related("deal", "renewal__deal")
    return {handover.pk: handover for handover in found}


def unheard(chosen: Filter, today: date) -> Unheard:
    soon = ending_soon(chosen, today)
    concerns = _with_contract(soon, today).order_by()
    found = list(concerns.values_list("customer", "raised_on"))
    hangs = soon.filter(deal__customer__in={customer for customer, _ in found})
    values = list(hangs.values_list("value", flat=True))
    raised = Concern.objects.filter(
        Exists(soon.filter(deal__customer=OuterRef("customer"), signed_on__lte=OuterRef("raised_on")))
    )
    counts = raised.aggregate(raised=Count("pk"), unresolved=Count("pk", filter=Q(answered_at=None)))
    return Unheard(
        count=len(found),
        contracts=len(values),
        value=sum(values),
        oldest_days=max(((today - raised_on).days for _, raised_on in found), default=0),
        **counts,
    )


def churn_by_concern(chosen: Filter) -> Churn:
    """Of the renewals decided in the year up to the period's end, narrowed alike."""
    raised = Concern.objects.filter(
        customer=OuterRef("handover__deal__customer"),
        raised_on__gte=OuterRef("handover__signed_on"),
        raised_on__lte=OuterRef("decided_on"),
    )
    decided = Renewal.objects.filter(
        handover__in=Handover.objects.standing(), decided_on__range=(chosen.year_first_on, chosen.last_on)
    ).exclude(result="")
    listed = narrowed_by_deal(decided, chosen, "handover__deal").annotate(
        was_raised=Exists(raised),
        was_open=Exists(
            raised.alias(answered_on=TruncDate("answered_at")).filter(
                Q(answered_at=None) | Q(answered_on__gt=OuterRef("decided_on"))
            )
        ),
    )
    churned = Q(result=Renewal.Result.CHURNED)
    counts = listed.filter(was_raised=True).aggregate(
        unresolved_churned=Count("pk", filter=churned & Q(was_open=True)),
        unresolved=Count("pk", filter=Q(was_open=True)),
        resolved_churned=Count("pk", filter=churned & Q(was_open=False)),
        resolved=Count("pk", filter=Q(was_open=False)),
    )
    return Churn(**counts)


def _with_contract(soon: QuerySet[Handover], today: date) -> QuerySet[Concern]:
    """Unheard concerns of the contracts' customers, with the contract that ends first."""
    first = soon.filter(deal__customer=OuterRef("customer")).order_by("ends_on", "id")
    return (
        Concern.objects.filter(answered_at=None, raised_on__lt=today - timedelta(days=OPEN_DAYS))
        .annotate(
            contract=Subquery(first.values("pk")[:1]),
            ends_on=Subquery(first.values("ends_on")[:1], output_field=DateField()),
        )
        .filter(contract__isnull=False)
    )
