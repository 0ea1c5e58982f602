"""Runs of the calibration, and whether there is anything new to learn."""

from django.db.models import QuerySet

from outcomes.calibration.raters import LEAST_REVIEWS
from outcomes.models import Calibration, Handover, Moment, Realised
from reviews.models import Review


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
    """Since the last calibration began: has an outcome been completed, or are there 20 more answers?"""
    last = Calibration.objects.exclude(done_at=None).first()
    found, answers = known_outcomes(), Review.objects.filter(replaced_at=None, carried_from=None)
    if last:
        found = found.filter(completed_at__gt=last.asked_at)
        answers = answers.filter(answered_at__gt=last.asked_at)
    return found.exists() or answers[:LEAST_REVIEWS].count() == LEAST_REVIEWS


def known_deal_count() -> int:
    return known_outcomes().values("handover").distinct().count()
