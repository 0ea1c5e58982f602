"""Targets of the strategy: those in force, and what was before."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from contracts.models import RevenueTarget


def targets_in_force() -> dict[str, RevenueTarget]:
    """The latest target of each measure that has one, by measure; one query."""
    return _latest(RevenueTarget.objects.select_related("set_by"))


def targets_at_end_of(day: date) -> dict[str, RevenueTarget]:
    """Those that were in force when the day was over, by measure; of a day to come, those in force now."""
    over = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    return _latest(RevenueTarget.objects.filter(set_at__lt=over))


def _latest(targets: QuerySet[RevenueTarget]) -> dict[str, RevenueTarget]:
    latest = targets.order_by("measure", "-set_at", "-id").distinct("measure")
    return {target.measure: target for target in latest}


def target_in_force(measure: str) -> RevenueTarget | None:
    return RevenueTarget.objects.filter(measure=measure).order_by("-set_at", "-id").first()


def all_targets() -> QuerySet[RevenueTarget]:
    """Every target that was ever set, newest first."""
    return RevenueTarget.objects.select_related("set_by").order_by("-set_at", "-id")
