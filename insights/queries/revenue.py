"""Which part of the period's bookings is the revenue that the strategy asks for."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from contracts.models import DealKind, RevenueTarget, Term
from insights.filters import Filter
from insights.queries.slices import handovers
from outcomes.models import Handover

Measure = RevenueTarget.Measure
LONG_FROM = 24
"""Months that a long contract exceeds."""


@dataclass(frozen=True)
class Part:
    """What counts towards one measure, and the target in force; None while there is none."""

    measure: str
    deals: int
    value: int
    target: RevenueTarget | None


@dataclass(frozen=True)
class Mix:
    """`value` of all `deals` of the period, in minor units of the company's currency."""

    deals: int
    value: int
    parts: tuple[Part, ...]


def targets_in_force() -> dict[str, RevenueTarget]:
    """The latest target of each measure."""
    latest = RevenueTarget.objects.order_by("measure", "-set_at", "-id").distinct("measure")
    return {target.measure: target for target in latest}


def counts_towards(measure: str, target: RevenueTarget | None) -> Q:
    """Which handovers count towards a measure. Nothing counts as a new product until a target names some."""
    if measure == Measure.NEW_PRODUCTS:
        lines = target.lines if target else []
        return Q(deal__product_lines__overlap=lines) if lines else Q(pk__in=[])
    if measure == Measure.NEW_CUSTOMERS:
        return Q(deal__kind=DealKind.NEW_BUSINESS) | ~Q(Exists(_earlier()))
    if measure == Measure.STANDARD_TERMS:
        return ~Q(Exists(Term.objects.filter(draft=OuterRef("draft"), is_standard=False)))
    return Q(deal__months__gt=LONG_FROM)


def revenue_mix(chosen: Filter) -> Mix:
    """Two queries, over the deals signed in the period."""
    targets = targets_in_force()
    signed = handovers(chosen, chosen.first_on, chosen.last_on).order_by()
    sums = {"all_deals": Count("pk"), "all_value": Sum("value", default=0)}
    for measure in Measure.values:
        counted = counts_towards(measure, targets.get(measure))
        sums[f"{measure}_deals"] = Count("pk", filter=counted)
        sums[f"{measure}_value"] = Sum("value", filter=counted, default=0)
    found = signed.aggregate(**sums)
    parts = _parts(found, targets, Measure.values)
    return Mix(found["all_deals"], found["all_value"], tuple(parts))


def _parts(
    found: dict[str, int], targets: dict[str, RevenueTarget], measures: Iterable[str]
) -> Iterable[Part]:
    for measure in measures:
        yield Part(measure, found[f"{measure}_deals"], found[f"{measure}_value"], targets.get(measure))


def _earlier() -> QuerySet[Handover]:
    """Deals of the same customer that were signed before this one."""
    mine = Handover.objects.standing().filter(deal__customer=OuterRef("deal__customer"))
    is_before = Q(signed_on__lt=OuterRef("signed_on")) | Q(
        signed_on=OuterRef("signed_on"), pk__lt=OuterRef("pk")
    )
    return mine.filter(is_before)
