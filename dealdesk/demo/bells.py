"""Answers the bells of the outbox on the spot, while no relay and no worker is running yet."""

from collections.abc import Iterator
from contextlib import contextmanager

from celery import current_app

from accounts.models import User
from activity.mail_choice import MailWhen
from activity.models import OutboxMessage


def answer_bells(chain: str = "") -> None:
    """Do what the open bells ask for, of a chain's events or of all, each task once, and what follows."""
    while rung := _open_bells(chain):
        for task, key in rung:
            current_app.tasks[task](key)


def _open_bells(chain: str) -> list[tuple[str, int]]:
    """Task and id, in the order of the events that rang; the tasks settle them."""
    rows = OutboxMessage.objects.filter(done_at=None).order_by("id")
    if chain:
        rows = rows.filter(event__chain_id=chain)
    return list(dict.fromkeys(rows.values_list("task", "key")))


@contextmanager
def without_mail() -> Iterator[None]:
    """Months of old news go to the inboxes and to nobody's mailbox; from the end on people want mail."""
    User.objects.update(mail_when=MailWhen.NEVER)
    yield
    User.objects.update(mail_when=MailWhen.AT_ONCE)
