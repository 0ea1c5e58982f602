"""Runs of the calibration, and whether there is anything new to learn."""

from django.db.models import QuerySet

from outcomes.models import Calibration, Handover, Moment, Realised


def calibrations() -> QuerySet[Calibration]:
    return Calibration.objects.select_related("asked_by", "proposal__published")


def running_calibration() -> Calibration | None:
    return Calibration.objects.filter(done_at=None).first()


def known_outcomes() -> QuerySet[Realised]:
    """Complete ones at 90 days or at the renewal, of standing contracts that were scored."""
    return Realised.objects.filter(
        is_complete=True,
        moment__in=(Moment.DAY_90, Moment.RENEWAL),
        handover__in=Handover.objects.standing().filter(is_scored=True),
    )


def has_news() -> bool:
    """Has an outcome been completed since the last calibration began?"""
    last = Calibration.objects.exclude(done_at=None).first()
    found = known_outcomes()
    return found.filter(completed_at__gt=last.asked_at).exists() if last else found.exists()


def known_deal_count() -> int:
    return known_outcomes().values("handover").distinct().count()
