"""Where deals wait: by function what waits now and how long it took of late, and each in depth."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet

from accounts.models import Function
from reviews.clocks import calendar_of
from reviews.engine.deadlines import hours_between
from reviews.models import Ask, ReviewRequest
from reviews.queries.pace import Percentile, escalated

OF_LATE = timedelta(days=90)
MOST_APPROVERS = 50


@dataclass(frozen=True)
class Queueing:
    """What waits in one place now. `oldest_hours` is the business time used by the clock that runs longest
    towards its end; None while all stand. `half` and `nine_in_ten` are business hours within which that
    share of the answers of the last 90 days came; None without any."""

    name: str
    code: str
    waiting: int
    late: int
    standing: int
    escalated: int
    oldest_hours: float | None
    answered: int
    half: float | None
    nine_in_ten: float | None


def waiting_requests(function: Function) -> QuerySet[ReviewRequest]:
    """What the function has to answer now, what is due first on top."""
    return (
        ReviewRequest.objects.open()
        .filter(function=function)
        .annotate(is_above=escalated("request"))
        .select_related("term__type", "term__draft__deal__customer", "function", "assigned_to")
        .prefetch_related("function__holidays")
        .order_by("due_at", "id")
    )


def queueing_of_functions(now: datetime) -> list[Queueing]:
    """Each function, where most waits first; a fixed number of queries."""
    functions = {entry.pk: entry for entry in Function.objects.prefetch_related("holidays")}
    counts = _counted(ReviewRequest.objects.open(), "function", now)
    paces = _paces(ReviewRequest.objects.all(), "function", now)
    rows = [
        _queueing(entry.name, entry.code, entry, counts.get(pk, {}), paces.get(pk, {}), now)
        for pk, entry in functions.items()
    ]
    return sorted(rows, key=lambda row: (-row.late, -row.waiting, row.name))


def queueing_by_type(function: Function, now: datetime) -> list[Queueing]:
    """The same for one function, by type of term."""
    mine = ReviewRequest.objects.filter(function=function)
    counts = _counted(mine.open(), "term__type__name", now)
    paces = _paces(mine, "term__type__name", now)
    rows = [
        _queueing(name, "", function, counts.get(name, {}), paces.get(name, {}), now)
        for name in counts.keys() | paces.keys()
    ]
    return sorted(rows, key=lambda row: (-row.late, -row.waiting, row.name))


def queueing_by_person(function: Function, now: datetime) -> list[Queueing]:
    """What waits by who has taken it; what nobody has taken is last."""
    counts = _counted(ReviewRequest.objects.open().filter(function=function), "assigned_to__name", now)
    rows = [_queueing(name or "", "", function, row, {}, now) for name, row in counts.items()]
    return sorted(rows, key=lambda row: (not row.name, -row.late, -row.waiting, row.name))


def approvers_waited_for(now: datetime) -> list[dict[str, Any]]:
    """Name, how many approvals wait, how many are late or escalated, by person; where most waits first."""
    open_ = Ask.objects.open().annotate(is_above=escalated("ask"))
    late = Q(paused_at=None, due_at__lte=now)
    rows = open_.order_by().values(name=F("person__name"))
    counted = rows.annotate(
        waiting=Count("pk"),
        late=Count("pk", filter=late),
        standing=Count("pk", filter=Q(paused_at__isnull=False)),
        escalated=Count("pk", filter=Q(is_above=True)),
    )
    return [dict(row) for row in counted.order_by("-late", "-waiting", "name")[:MOST_APPROVERS]]


def _counted(requests: QuerySet[ReviewRequest], by: str, now: datetime) -> dict[Any, dict[str, Any]]:
    rows = requests.annotate(is_above=escalated("request")).order_by().values(by)
    counted = rows.annotate(
        waiting=Count("pk"),
        late=Count("pk", filter=Q(paused_at=None, due_at__lte=now)),
        standing=Count("pk", filter=Q(paused_at__isnull=False)),
        escalated=Count("pk", filter=Q(is_above=True)),
        first_due=Min("due_at", filter=Q(paused_at=None)),
    )
    return {row[by]: row for row in counted}


def _paces(requests: QuerySet[ReviewRequest], by: str, now: datetime) -> dict[Any, dict[str, Any]]:
    answered = requests.filter(held_minutes__isnull=False, answered_at__gte=now - OF_LATE)
    rows = answered.order_by().values(by)
    measured = rows.annotate(
        answered=Count("pk"), half=Percentile("held_minutes", 0.5), most=Percentile("held_minutes", 0.9)
    )
    return {row[by]: row for row in measured}


def _queueing(
    name: str, code: str, function: Function, count: dict[str, Any], pace: dict[str, Any], now: datetime
) -> Queueing:
    return Queueing(
        name=name,
        code=code,
        waiting=count.get("waiting", 0),
        late=count.get("late", 0),
        standing=count.get("standing", 0),
        escalated=count.get("escalated", 0),
        oldest_hours=_oldest(function, count.get("first_due"), now),
        answered=pace.get("answered", 0),
        half=pace["half"] / 60 if pace else None,
        nine_in_ten=pace["most"] / 60 if pace else None,
    )


def _oldest(function: Function, first_due: datetime | None, now: datetime) -> float | None:
    if first_due is None:
        return None
    return max(0.0, function.response_hours - hours_between(now, first_due, calendar_of(function)))
