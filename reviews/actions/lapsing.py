"""A clearance lapses by itself when a condition on which it rests was not met in time."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from activity.record import record
from contracts.locks import lock_deal
from contracts.models import DraftState
from contracts.workflow import DRAFT_MOVES
from reviews.actions.conditions import is_overdue
from reviews.actions.voiding import void_approvals
from reviews.models import Clearance, Condition
from reviews.queries.bound_conditions import standing_conditions

BATCH = 100
EARLIEST_MIDNIGHT = timedelta(hours=14)
"""Somewhere on earth a day has ended this long before it has in UTC."""


def lapse_due() -> int:
    """End each cleared, unsigned draft whose lapsing condition has passed its day; returns how many.

    Safe to call any number of times, from anywhere: each is judged anew under its deal's lock.
    """
    now = timezone.now()
    due = list(_overdue_somewhere(now)[:BATCH])
    return sum(_lapse(clearance_id, now) for clearance_id in dict.fromkeys(due) if clearance_id)


def _overdue_somewhere(now: datetime) -> QuerySet[Condition, int | None]:
    """Clearances with a condition whose day has passed in some time zone, the longest ago first."""
    day = (now + EARLIEST_MIDNIGHT).date()
    return (
        standing_conditions()
        .filter(
            lapses=True,
            met_at=None,
            lapsed_at=None,
            due_on__lt=day,
            submission__draft__state=DraftState.CLEARED,
        )
        .order_by("due_on", "id")
        .values_list("submission__clearance", flat=True)
    )


@transaction.atomic
def _lapse(clearance_id: int, now: datetime) -> bool:
    """Under the deal's lock; False when it was met, signed or ended meanwhile, or its day still runs."""
    deal_id = Clearance.objects.values_list("submission__draft__deal", flat=True).get(pk=clearance_id)
    deal = lock_deal(deal_id)
    clearance = Clearance.objects.select_related("submission__draft").get(pk=clearance_id)
    draft = clearance.submission.draft
    unmet = _unmet(clearance, now)
    if not DRAFT_MOVES.allows(draft.state, "lapse") or not unmet:
        return False
    DRAFT_MOVES.apply(draft, "lapse")
    Clearance.objects.filter(pk=clearance.pk).update(voided_at=now)
    Condition.objects.filter(pk__in=[condition.pk for condition in unmet]).update(lapsed_at=now)
    void_approvals(draft, "The clearance lapsed: a condition was not met in time.")
    record(
        "draft.lapsed",
        chain=deal.chain,
        by=None,
        keys={"draft": draft.pk, "clearance": clearance.pk, "condition": unmet[0].pk},
        number=draft.number,
        text=unmet[0].text[:200],
        due_on=unmet[0].due_on.isoformat() if unmet[0].due_on else "",
    )
    return True


def _unmet(clearance: Clearance, now: datetime) -> list[Condition]:
    lapsing = standing_conditions().filter(submission=clearance.submission_id, lapses=True, lapsed_at=None)
    found = lapsing.select_related("owner").order_by("due_on", "id")
    return [condition for condition in found if is_overdue(condition, now)]
