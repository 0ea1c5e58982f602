"""Doorbells of the activity room."""

from celery import shared_task

from activity.pulse import beat


@shared_task(name="activity.canary")
def canary() -> None:
    """A worker that carries this out is alive and consuming."""
    beat("worker")
