"""Remind the owner of a condition of its day: found by a sweep, each reminder sent exactly once. From the
signature on it is an obligation, and reminded of with all others."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from activity.record import record
from contracts.locks import lock_deal
from reviews.actions.conditions import local_day
from reviews.models import Condition
from reviews.models.condition import REMINDED_AT, reminders_over
from reviews.queries.bound_conditions import RUNNING, standing_conditions

BATCH = 500
EARLIEST_MIDNIGHT = timedelta(hours=14)
"""Somewhere on earth a day has begun this long before it has in UTC."""


def remind_owners() -> int:
    """Remind whoever owns an open condition 3 days and 1 day before its day, and on the day after; returns
    how many were reminded. Of several that are due at once only the latest is sent.

    Safe to call any number of times, from anywhere: each is judged anew under its deal's lock.
    """
    now = timezone.now()
    return sum(_remind(condition.pk, now) for condition in _due_somewhere(now)[:BATCH])


def _due_somewhere(now: datetime) -> QuerySet[Condition]:
    latest = (now + EARLIEST_MIDNIGHT).date()
    due = Q()
    for count, left in enumerate(REMINDED_AT):
        due |= Q(reminded_count=count, due_on__lte=latest + timedelta(days=left))
    return _open().filter(due).order_by("due_on", "id")


def _open() -> QuerySet[Condition]:
    return standing_conditions().filter(RUNNING, due_on__isnull=False)


@transaction.atomic
def _remind(condition_id: int, now: datetime) -> bool:
    """Under the deal's lock; False when it was met or ended meanwhile, or its time has not come."""
    deal_id = Condition.objects.values_list("submission__draft__deal", flat=True).get(pk=condition_id)
    deal = lock_deal(deal_id)
    condition = _open().select_related("owner", "submission__draft").filter(pk=condition_id).first()
    if condition is None or condition.due_on is None:
        return False
    left = (condition.due_on - local_day(condition.owner, now)).days
    count = reminders_over(left)
    is_lapsing = condition.lapses and left < 0
    if count <= condition.reminded_count or is_lapsing:
        return False
    Condition.objects.filter(pk=condition.pk).update(reminded_count=count)
    record(
        "condition.reminded",
        chain=deal.chain,
        by=None,
        keys={"draft": condition.submission.draft_id, "condition": condition.pk},
        text=condition.text[:200],
        who=condition.owner.name,
        due_on=condition.due_on.isoformat(),
        days_left=left,
    )
    return True
