"""Which part of the period's bookings is the revenue that the strategy asks for."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from contracts.models import DealKind, RevenueTarget, Term
from contracts.queries.targets import targets_at_end_of
from insights.filters import Filter
from insights.models import DealDay
from insights.queries.slices import of_days
from outcomes.models import Handover

Measure = RevenueTarget.Measure
LONG_FROM = 24
"""Months that a long contract exceeds."""


@dataclass(frozen=True)
class Part:
    """What counts towards one measure, and the target in force at the period's end; None without one."""

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


def targets_of(chosen: Filter) -> dict[str, RevenueTarget]:
    """The target of each measure that was in force at the period's end, or is now while it runs."""
    return targets_at_end_of(chosen.last_on)


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
    """Over the deals signed in the period; two queries."""
    targets = targets_of(chosen)
    signed = of_days(DealDay.objects.all(), chosen, chosen.first_on, chosen.last_on)
    sums = signed.aggregate(**_totals("all", "deals", "value"), **_parts(targets.get(Measure.NEW_PRODUCTS)))
    parts = (
        Part(measure, sums[f"{measure}_deals"] or 0, sums[f"{measure}_value"] or 0, targets.get(measure))
        for measure in Measure.values
    )
    return Mix(sums["all_deals"] or 0, sums["all_value"] or 0, tuple(parts))


def _parts(new_products: RevenueTarget | None) -> dict[str, Sum]:
    """The roll-up has a column for each measure but new products: which lines are new, the target says."""
    lines = new_products.lines if new_products else []
    has_new = Q(lines__overlap=lines) if lines else Q(pk__in=[])
    return {
        **_totals(Measure.NEW_PRODUCTS, "deals", "value", has_new),
        **_totals(Measure.NEW_CUSTOMERS, "new_deals", "new_value"),
        **_totals(Measure.STANDARD_TERMS, "standard_deals", "standard_value"),
        **_totals(Measure.LONG_CONTRACTS, "long_deals", "long_value"),
    }


def _totals(name: str, deals: str, value: str, which: Q | None = None) -> dict[str, Sum]:
    return {f"{name}_deals": Sum(deals, filter=which), f"{name}_value": Sum(value, filter=which)}


def _earlier() -> QuerySet[Handover]:
    """Deals of the same customer that were signed before this one."""
    mine = Handover.objects.standing().filter(deal__customer=OuterRef("deal__customer"))
    is_before = Q(signed_on__lt=OuterRef("signed_on")) | Q(
        signed_on=OuterRef("signed_on"), pk__lt=OuterRef("pk")
    )
    return mine.filter(is_before)
