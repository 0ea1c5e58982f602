"""How long those who are waited for take: since when they hold a deal, and what to expect of a function."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Aggregate, Exists, FloatField, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import Function
from contracts.models import Draft
from reviews.clocks import Wait, held_minutes
from reviews.models import Ask, Nudge, ReviewRequest
from reviews.queries.clock import business_hours

ANSWERS_READ = 50
FEWEST_ANSWERS = 5
"""Fewer answers than this say nothing about how fast a function is; its promise stands instead."""


@dataclass(frozen=True)
class Held:
    """`hours` of business time since whoever holds the deal could act, without pauses; of several, the one
    who holds it longest. `is_standing`: that clock stands. `is_escalated`: somebody above was told."""

    hours: float
    is_standing: bool
    is_escalated: bool

    @property
    def text(self) -> str:
        """held 6 h 10; held 6 h 10, paused"""
        return f"held {business_hours(self.hours)}" + (", paused" if self.is_standing else "")


class Percentile(Aggregate):
    """The value below which that `share` (0 to 1) of the rows lie, between neighbours if need be."""

    function = "percentile_cont"
    template = "percentile_cont(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression: str, share: float, **extra: Any) -> None:
        super().__init__(expression, share=share, **extra)


def held_since(drafts: Sequence[Draft], now: datetime | None = None) -> dict[int, Held]:
    """By draft id, for drafts that wait for a function or an approver; others have no entry. A fixed number
    of queries, however many drafts."""
    moment = now or timezone.now()
    found: dict[int, Held] = {}
    for request in _open_requests(drafts):
        _keep_longest(found, request.term.draft_id, request, moment)
    asked = [draft for draft in drafts if draft.pk not in found]
    for ask in _open_asks(asked):
        _keep_longest(found, ask.submission.draft_id, ask, moment)
    return found


def escalated(field: str) -> Exists:
    """Was somebody above told of the wait? `field` of a nudge points to it: request or ask."""
    return Exists(Nudge.objects.filter(**{field: OuterRef("pk")}, kind=Nudge.Kind.ESCALATION))


def expected_hours(functions: Iterable[Function]) -> dict[int, float]:
    """Business hours in which half of each function's last answers came, by its id; what it promises where
    there are too few."""
    listed = list(functions)
    medians = _medians([function.pk for function in listed])
    return {function.pk: medians.get(function.pk, float(function.response_hours)) for function in listed}


LAST_ANSWERS = """
SELECT f.id, percentile_cont(0.5) WITHIN GROUP (ORDER BY last.held_minutes)
FROM unnest(%s::bigint[]) AS f(id) CROSS JOIN LATERAL (
    SELECT held_minutes FROM reviews_reviewrequest
    WHERE function_id = f.id AND held_minutes IS NOT NULL ORDER BY answered_at DESC LIMIT %s
) AS last
GROUP BY f.id HAVING count(*) >= %s
"""


def _medians(function_ids: list[int]) -> dict[int, float]:
    with connection.cursor() as cursor:
        cursor.execute(LAST_ANSWERS, [function_ids, ANSWERS_READ, FEWEST_ANSWERS])
        return {function_id: minutes / 60 for function_id, minutes in cursor.fetchall()}


def _open_requests(drafts: Sequence[Draft]) -> QuerySet[ReviewRequest]:
    found = (
        ReviewRequest.objects.open().filter(term__draft__in=drafts).annotate(is_above=escalated("request"))
    )
    return found.select_related("function", "term").prefetch_related("function__holidays")


def _open_asks(drafts: Sequence[Draft]) -> QuerySet[Ask]:
    waiting = Ask.objects.open().filter(submission__draft__in=drafts, due_at__isnull=False)
    found = waiting.annotate(is_above=escalated("ask"))
    return found.select_related("person", "submission__policy").prefetch_related(
        "person__memberships__function__holidays", "person__led_functions__holidays"
    )


def _keep_longest(found: dict[int, Held], draft_id: int, wait: Wait, now: datetime) -> None:
    hours = held_minutes(wait, now) / 60
    known = found.get(draft_id)
    is_above = bool(wait.is_above) or (known is not None and known.is_escalated)  # type: ignore[union-attr]
    if known is None or hours > known.hours:
        found[draft_id] = Held(hours, wait.paused_at is not None, is_above)
    elif is_above != known.is_escalated:
        found[draft_id] = Held(known.hours, known.is_standing, is_above)
