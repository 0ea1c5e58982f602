"""Targets of the strategy: those in force, and what was before."""

from django.db.models import QuerySet

from contracts.models import RevenueTarget


def targets_in_force() -> dict[str, RevenueTarget]:
    """The latest target of each measure that has one, by measure; one query."""
    latest = RevenueTarget.objects.order_by("measure", "-set_at", "-id").distinct("measure")
    return {target.measure: target for target in latest.select_related("set_by")}


def target_in_force(measure: str) -> RevenueTarget | None:
    return RevenueTarget.objects.filter(measure=measure).order_by("-set_at", "-id").first()


def all_targets() -> QuerySet[RevenueTarget]:
    """Every target that was ever set, newest first."""
    return RevenueTarget.objects.select_related("set_by").order_by("-set_at", "-id")
