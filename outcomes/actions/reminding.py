"""Remind whoever sees to obligations of their days: one notice a person and day, whatever it holds."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity.record import record
from outcomes.models import Obligation
from outcomes.queries.obligations import to_remind
from reviews.actions.conditions import local_day

BATCH = 500
EARLIEST_MIDNIGHT = timedelta(hours=14)
"""Somewhere on earth a day has begun this long before it has in UTC."""

MOST_NAMED = 2
"""So many obligations are named in a reminder; the list holds the others."""


def remind_of_obligations() -> int:
    """Remind everybody for whom it is the day (outcomes/queries/obligations.py says which); returns how many
    people were reminded. Safe to call any number of times."""
    now = timezone.now()
    due = to_remind((now + EARLIEST_MIDNIGHT).date())
    people = list(dict.fromkeys(due.values_list("to", flat=True)[:BATCH]))  # type: ignore[misc]  # annotated
    return sum(_remind(person, now) for person in people)


@transaction.atomic
def _remind(person_id: int, now: datetime) -> bool:
    """Under the person's lock; False when it is not the day where the person lives, or was done meanwhile."""
    person = User.objects.select_for_update(of=("self",), no_key=True).get(pk=person_id)
    today = local_day(person, now)
    own = to_remind(today).filter(to=person.pk)  # type: ignore[misc]  # annotated by to_remind
    rows = list(own.select_related("handover__deal__customer"))
    if not rows:
        return False
    Obligation.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_on=today)
    record(
        "obligations.reminded",
        chain=person.chain,
        by=None,
        keys={"person": person.pk},
        obligations=[row.pk for row in rows],
        late=sum(row.due_on < today for row in rows),
        soon=sum(row.due_on >= today for row in rows),
        named=[_named(row, today) for row in rows[:MOST_NAMED]],
    )
    return True


def _named(row: Obligation, today: date) -> str:
    deal = row.handover.deal
    days = (row.due_on - today).days
    when = f"in {days} days" if days > 1 else {1: "tomorrow", 0: "today"}.get(days, f"{-days} days late")
    return f"{row.name[:40]} for {deal.number} {deal.customer.name[:40]} ({when})"
