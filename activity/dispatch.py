"""The relay's work: ring the tasks of due outbox rows, one ring for each task and id.

A burst of events for one draft leaves many rows and makes one ring. A row stays due, and is rung again
later, until the task that it rings has called `settle()`.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from activity.models import OutboxMessage

BATCH = 200
FIRST_REPEAT = timedelta(seconds=20)
LONGEST_REPEAT = timedelta(seconds=60)

Ring = Callable[[str, str, int], None]
"""Called with task name, queue and id; raises when the broker cannot be reached."""


def ring_due(ring: Ring, *, now: datetime | None = None) -> int:
    """Ring every due task once; returns how many. An error of `ring` leaves all rows due as they were."""
    moment = now or timezone.now()
    with transaction.atomic():
        due = list(
            OutboxMessage.objects.select_for_update(skip_locked=True)
            .filter(done_at=None, due_at__lte=moment)
            .order_by("id")[:BATCH]
        )
        doorbells = {(row.task, row.queue, row.key) for row in due}
        for task, queue, key in sorted(doorbells):
            ring(task, queue, key)
        _push_forward(due, moment)
    return len(doorbells)


def _push_forward(rows: Iterable[OutboxMessage], moment: datetime) -> None:
    """Set the time of the next ring, in case this one is lost: 20 s, then up to 60 s."""
    fresh = [row.pk for row in rows if row.rings == 0]
    repeated = [row.pk for row in rows if row.rings > 0]
    for ids, pause in ((fresh, FIRST_REPEAT), (repeated, LONGEST_REPEAT)):
        OutboxMessage.objects.filter(pk__in=ids).update(
            due_at=moment + pause, rung_at=moment, rings=F("rings") + 1
        )


def newest_open(task: str, key: int) -> int | None:
    """The last outbox row that a run of the task, starting now, will have served; None if none is open."""
    newest: int | None = OutboxMessage.objects.filter(task=task, key=key, done_at=None).aggregate(
        newest=Max("id")
    )["newest"]
    return newest


def settle(task: str, key: int, *, up_to: int | None) -> None:
    """Mark the rows served by a finished run. Rows written while it ran stay open and ring again."""
    if up_to is None:
        return
    OutboxMessage.objects.filter(task=task, key=key, done_at=None, pk__lte=up_to).update(
        done_at=timezone.now()
    )
