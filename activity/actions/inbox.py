"""The verbs of the inbox."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from activity.mail_choice import LINGER, MailWhen, mail_due_at
from activity.models import Event, Notification, OutboxMessage


def mark_read(notification: Notification) -> None:
    """Note that it was read, once: a second call keeps the first time."""
    Notification.objects.filter(pk=notification.pk, read_at=None).update(read_at=timezone.now())


def mark_all_read(person: Any, *, up_to: int) -> int:
    """Mark what the person was shown, up to that id: what arrived since stays unread. Returns how many."""
    shown = Notification.objects.filter(to=person, read_at=None, pk__lte=up_to)
    return shown.update(read_at=timezone.now())


@transaction.atomic
def tell(event: Event, told: Iterable[tuple[Any, str, str]], *, loud: Collection[int] = ()) -> None:
    """Put (person, text, path) into the inboxes, and ring for the mail of those who want it at once, when
    the burst is over. A text is one line: whoever wrote part of it cannot forge another. Ids in `loud` are
    mailed at once, whatever they want. A second call adds nothing: unique (event, person)."""
    now = timezone.now()
    rows = [
        Notification(
            event=event,
            to=person,
            text=" ".join(text.split())[:300],
            path=path,
            at=event.at,
            mail_due_at=now + LINGER if person.pk in loud else mail_due_at(person, now),
            is_loud=person.pk in loud,
        )
        for person, text, path in told
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    if any(row.mail_due_at and (row.is_loud or row.to.mail_when == MailWhen.AT_ONCE) for row in rows):
        ring = OutboxMessage(
            event=event, task="activity.mail", queue="notify", key=event.pk, due_at=now + LINGER
        )
        OutboxMessage.objects.bulk_create([ring], ignore_conflicts=True)


def reschedule_mail(person: Any) -> None:
    """Part of changing how a person is mailed: what is unsent goes by the new choice, or not at all."""
    unsent = Notification.objects.filter(to=person, mailed_at=None, mail_due_at__isnull=False, is_loud=False)
    unsent.update(mail_due_at=mail_due_at(person, timezone.now()))
