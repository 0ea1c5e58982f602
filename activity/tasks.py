"""Doorbells of the activity room."""

from celery import shared_task

from activity.channels.posting import deliver, deliver_all_due
from activity.digest import send_due_digests
from activity.doorbell import doorbell
from activity.mail import send_due_mail, send_mail_of_event
from activity.pulse import beat

mail_event = doorbell("activity.mail")(send_mail_of_event)
post_to_channel = doorbell("activity.post")(deliver)


@shared_task(name="activity.canary")
def canary() -> None:
    """A worker that carries this out is alive and consuming."""
    beat("worker")


@shared_task(name="activity.sweep_mail")
def sweep_mail() -> None:
    send_due_mail()
    send_due_digests()


@shared_task(name="activity.sweep_channels")
def sweep_channels() -> None:
    deliver_all_due()
