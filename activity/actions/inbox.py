from typing import Any

from django.utils import timezone

from activity.models import Notification


def mark_read(notification: Notification) -> None:
    """Note that it was read, once: a second call keeps the first time."""
    Notification.objects.filter(pk=notification.pk, read_at=None).update(read_at=timezone.now())


def mark_all_read(person: Any, *, up_to: int) -> int:
    """Mark what the person was shown, up to that id: what arrived since stays unread. Returns how many."""
    shown = Notification.objects.filter(to=person, read_at=None, pk__lte=up_to)
    return shown.update(read_at=timezone.now())
