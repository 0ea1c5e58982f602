"""Which part of the period's bookings is the revenue that the strategy asks for."""

from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

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
    """Over the deals signed in the period; two queries. Each deal is looked at once for all measures."""
    targets = targets_in_force()
    flags = {
        f"is_{measure}": Case(When(counts_towards(measure, targets.get(measure)), then=True), default=False)
        for measure in Measure.values
    }
    signed = handovers(chosen, chosen.first_on, chosen.last_on).order_by().annotate(**flags)
    rows = list(signed.values_list("value", *flags))
    parts = tuple(
        _part(measure, [row[0] for row in rows if row[place]], targets.get(measure))
        for place, measure in enumerate(Measure.values, 1)
    )
    return Mix(len(rows), sum(row[0] for row in rows), parts)


def _part(measure: str, values: list[int], target: RevenueTarget | None) -> Part:
    return Part(measure, len(values), sum(values), target)


def _earlier() -> QuerySet[Handover]:
    """Deals of the same customer that were signed before this one."""
    mine = Handover.objects.standing().filter(deal__customer=OuterRef("deal__customer"))
    is_before = Q(signed_on__lt=OuterRef("signed_on")) | Q(
        signed_on=OuterRef("signed_on"), pk__lt=OuterRef("pk")
    )
    return mine.filter(is_before)
