"""Doorbells: an id comes in, one action is called. Safe to ring twice."""

from celery import shared_task

from activity.doorbell import doorbell
from reviews.actions import sweeping
from reviews.actions.announcing import announce
from reviews.actions.following import ask_anew_after, ask_anew_after_absence, ask_anew_from
from reviews.actions.lab import advance_lab_run, sweep_lab_runs
from reviews.actions.lapsing import lapse_due
from reviews.actions.nudging import sweep_nudges
from reviews.actions.posting import post
from reviews.actions.reminding import remind_owners
from reviews.actions.scoring import rescore, rescore_deal, rescore_renewals
from reviews.actions.waiting import sweep_clocks

rescore_submission = doorbell("reviews.rescore")(rescore)
rescore_edited_deal = doorbell("reviews.rescore_deal")(rescore_deal)
rescore_for_concern = doorbell("reviews.rescore_renewals")(rescore_renewals)
ask_after_change = doorbell("reviews.ask_anew")(ask_anew_after)
ask_after_absence = doorbell("reviews.ask_anew_after_absence")(ask_anew_after_absence)
ask_the_rest = doorbell("reviews.ask_anew_from")(ask_anew_from)
advance_lab = doorbell("reviews.advance_lab")(advance_lab_run)
announce_event = doorbell("reviews.announce")(announce)
post_event = doorbell("reviews.post")(post)


@shared_task(name="reviews.sweep_scores")
def sweep_scores() -> None:
    sweeping.sweep_scores()


@shared_task(name="reviews.sweep_lab")
def sweep_lab() -> None:
    sweep_lab_runs()


@shared_task(name="reviews.sweep_conditions")
def sweep_conditions() -> None:
    """Lapses first, so that nobody is reminded of what has ended."""
    lapse_due()
    remind_owners()


@shared_task(name="reviews.sweep_waits")
def sweep_waits() -> None:
    """Clocks first, so that nobody is reminded who is not there."""
    sweep_clocks()
    sweep_nudges()
