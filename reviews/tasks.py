"""Doorbells: an id comes in, one action is called. Safe to ring twice."""

from celery import shared_task

from activity.doorbell import doorbell
from reviews.actions import sweeping
from reviews.actions.announcing import announce
from reviews.actions.posting import post
from reviews.actions.lapsing import lapse_due
from reviews.actions.scoring import rescore, rescore_renewals

rescore_submission = doorbell("reviews.rescore")(rescore)
rescore_for_concern = doorbell("reviews.rescore_renewals")(rescore_renewals)
announce_event = doorbell("reviews.announce")(announce)
post_event = doorbell("reviews.post")(post)


@shared_task(name="reviews.sweep_scores")
def sweep_scores() -> None:
    sweeping.sweep_scores()


@shared_task(name="reviews.sweep_conditions")
def sweep_conditions() -> None:
    lapse_due()
