"""Doorbells: an id comes in, one action is called. Safe to ring twice."""

from celery import shared_task

from activity.doorbell import doorbell
from insights.actions import folding, rebuilding
from insights.actions.announcing import announce
from insights.weekly import send_due_weeklies

fold_deal = doorbell("insights.fold")(folding.fold)
fold_deal_outcomes = doorbell("insights.fold_outcomes")(folding.fold_outcomes)
fold_deal_answers = doorbell("insights.fold_answers")(folding.fold_answers)
announce_event = doorbell("insights.announce")(announce)


@shared_task(name="insights.rebuild")
def rebuild() -> None:
    rebuilding.rebuild()


@shared_task(name="insights.sweep_weekly")
def sweep_weekly() -> None:
    send_due_weeklies()
