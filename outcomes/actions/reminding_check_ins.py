"""Remind the functions of check-ins: on the day, and 7 and 14 days after; one notice a person and day."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity.models import Event
from activity.record import record
from outcomes.models import CheckIn
from outcomes.queries.check_ins_to_remind import to_remind, whom_to_remind
from reviews.actions.conditions import local_day

BATCH = 500
EARLIEST_MIDNIGHT = timedelta(hours=14)
"""Somewhere on earth a day has begun this long before it has in UTC."""

MOST_NAMED = 2
"""So many check-ins are named in a reminder; the list holds the others."""


def remind_of_check_ins() -> int:
    """Remind everybody for whom it is the day (outcomes/queries/check_ins_to_remind.py says which); returns
    how many people were reminded. Safe to call any number of times."""
    now = timezone.now()
    rows = list(to_remind((now + EARLIEST_MIDNIGHT).date())[:BATCH])
    by_person: dict[int, list[int]] = defaultdict(list)
    for check_in_id, person_id in whom_to_remind(rows, now).items():
        by_person[person_id].append(check_in_id)
    return sum(_remind(person, ids, now) for person, ids in sorted(by_person.items()))


@transaction.atomic
def _remind(person_id: int, ids: list[int], now: datetime) -> bool:
    """Under the person's lock; False when it is not the day where the person lives, or was done meanwhile.
    Who was reminded today already hears of the others tomorrow."""
    person = User.objects.select_for_update(of=("self",), no_key=True).get(pk=person_id)
    today = local_day(person, now)
    if _was_reminded(person, today):
        return False
    rows = list(to_remind(today).filter(pk__in=ids).select_related("handover__deal__customer", "function"))
    if not rows:
        return False
    CheckIn.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_on=today)
    record(
        "check_ins.reminded",
        chain=person.chain,
        by=None,
        keys={"person": person.pk},
        check_ins=[row.pk for row in rows],
        named=[_named(row) for row in rows[:MOST_NAMED]],
    )
    return True


def _named(row: CheckIn) -> str:
    deal = row.handover.deal
    return f"{deal.number} {deal.customer.name[:40]}, {row.get_moment_display().lower()}"


def _was_reminded(person: User, today: date) -> bool:
    """Was there such a notice already on the person's day? Their own chain holds the reminders."""
    last = Event.objects.filter(chain=person.chain, verb="check_ins.reminded").order_by("-position").first()
    return last is not None and local_day(person, last.at) == today
