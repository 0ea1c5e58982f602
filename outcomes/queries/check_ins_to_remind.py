"""Check-ins of which somebody has to be reminded, and who."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet

from accounts.absences import StandIns
from accounts.models import Delegation, Function, Membership
from outcomes.models import CheckIn
from reviews.models import Review

REMIND_AFTER = (0, 7, 14)
"""Days after the due day on which an open check-in is brought to mind."""

LONGEST = timedelta(days=28)
"""Nobody is reminded of what is older; it stays in the list."""


def to_remind(today: date) -> QuerySet[CheckIn]:
    """Open ones that reached a day of REMIND_AFTER since the last reminder; the oldest first."""
    reached = Q()
    for days in REMIND_AFTER:
        step = timedelta(days=days)
        reached |= Q(due_on__lte=today - step) & (Q(reminded_on=None) | Q(reminded_on__lt=F("due_on") + step))
    return CheckIn.objects.open().filter(reached, due_on__gte=today - LONGEST).order_by("due_on", "id")


def whom_to_remind(rows: Iterable[CheckIn], now: datetime) -> dict[int, int]:
    """Ids of check-ins with the id of one person: who judged the deal for the function and is still of it,
    or whoever stands in for them; the lead where there is nobody, and on the last reminder. A few queries."""
    listed = list(rows)
    functions = Function.objects.filter(pk__in={row.function_id for row in listed})
    leads = {function.pk: function.lead_id for function in functions}
    judges, stand_ins = _judges(listed), StandIns.at(now, Delegation.Scope.REVIEWS)
    found: dict[int, int] = {}
    for row in listed:
        person = _asked(row, judges, leads.get(row.function_id), now.date())
        acting = stand_ins.resolve(person).person_id if person else None
        if acting or person:
            found[row.pk] = acting or person or 0
    return found


def _asked(row: CheckIn, judges: Mapping[tuple[int, int], int], lead: int | None, today: date) -> int | None:
    is_last = row.due_on + timedelta(days=REMIND_AFTER[-1]) <= today
    judge = judges.get((row.handover_id, row.function_id))
    return (lead or judge) if is_last else (judge or lead)


def _judges(rows: list[CheckIn]) -> dict[tuple[int, int], int]:
    """By handover and function: who answered last for it at signature and is still an active member."""
    functions = {row.function_id for row in rows}
    members = set(
        Membership.objects.filter(function__in=functions, user__is_active=True).values_list(
            "function_id", "user_id"
        )
    )
    answers = Review.objects.filter(
        replaced_at=None,
        request__function__in=functions,
        request__term__draft__handover__in={row.handover_id for row in rows},
    ).order_by("answered_at", "id")
    keys = answers.values_list("request__term__draft__handover", "request__function", "reviewer")
    return {(handover, function): who for handover, function, who in keys if (function, who) in members}
