"""Answers the bells of the outbox on the spot, while no relay and no worker is running yet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

from celery import current_app
from django.conf import settings

from accounts.models import User
from activity import record as recording
from activity.listeners import Listener
from activity.mail_choice import MailWhen
from activity.models import Notification, OutboxMessage

ROLLED = "insights."
"""How the names of tasks begin that keep roll-ups."""

NEWS = {"reviews.announce", "reviews.post", "outcomes.announce"}


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
def without_rollups() -> Iterator[None]:
    """What keeps roll-ups true event by event is not rung: they are built once at the end."""
    with _only_those(lambda task: not task.startswith(ROLLED)):
        yield


@contextmanager
def without_news() -> Iterator[None]:
    """What happened long ago is told to nobody and posted nowhere."""
    with _only_those(lambda task: task not in NEWS):
        yield


@contextmanager
def _only_those(rings: Callable[[str], bool]) -> Iterator[None]:
    known = recording.listeners_of

    def some(verb: str) -> tuple[Listener, ...]:
        return tuple(listener for listener in known(verb) if rings(listener.task))

    with patch.object(recording, "listeners_of", some):
        yield


@contextmanager
def without_mail() -> Iterator[None]:
    """Months of old news go to the inboxes and to nobody's mailbox, not even what is told loudly; from the
    end on people want mail."""
    User.objects.update(mail_when=MailWhen.NEVER)
    with patch.object(settings, "EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend"):
        yield
    Notification.objects.unmailed().update(mail_due_at=None)
    User.objects.update(mail_when=MailWhen.AT_ONCE)
