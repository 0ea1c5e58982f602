"""The bottleneck pages in words and figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.models import Function
from reviews.clocks import held_minutes
from reviews.models import ReviewRequest
from reviews.presentation.queue import Figure
from reviews.queries.bottlenecks import Queueing
from reviews.queries.clock import Clock, business_hours, clock_of
from reviews.queries.pace import Held

NOTHING = "–"


@dataclass(frozen=True)
class PlaceRow:
    """One place where deals wait; `url` leads into it where it has a page."""

    name: str
    code: str
    url: str
    waiting: int
    late: int
    standing: int
    escalated: int
    oldest: str
    half: str
    nine_in_ten: str


@dataclass(frozen=True)
class WaitRow:
    """One term that waits."""

    url: str
    title: str
    customer: str
    number: str
    taken_by: str
    held: str
    is_escalated: bool
    clock: Clock


def place_rows(places: Iterable[Queueing]) -> list[PlaceRow]:
    return [
        PlaceRow(
            name=place.name or "Nobody has taken it",
            code=place.code,
            url=reverse("reviews:function_waiting", args=[place.code]) if place.code else "",
            waiting=place.waiting,
            late=place.late,
            standing=place.standing,
            escalated=place.escalated,
            oldest=_hours(place.oldest_hours),
            half=_hours(place.half),
            nine_in_ten=_hours(place.nine_in_ten),
        )
        for place in places
    ]


def approver_rows(rows: Iterable[dict[str, Any]]) -> list[PlaceRow]:
    return [PlaceRow(**row, code="", url="", oldest="", half="", nine_in_ten="") for row in rows]


def figures_of(function: Function, place: Queueing) -> list[Figure]:
    answered = f"{place.answered} answers in 90 days"
    return [
        Figure("Waiting", place.waiting, note=f"{place.standing} paused"),
        Figure("Late", place.late, note=f"{place.escalated} escalated"),
        Figure("Half within", _hours(place.half), note=answered),
        Figure("Nine in ten within", _hours(place.nine_in_ten), note=f"{function.response_hours} h promised"),
    ]


def wait_row(asked: ReviewRequest, now: datetime) -> WaitRow:
    deal = asked.term.draft.deal
    held = Held(held_minutes(asked, now) / 60, asked.paused_at is not None, False)
    return WaitRow(
        url=deal.get_absolute_url(),
        title=asked.term.type.name,
        customer=deal.customer.name,
        number=deal.number,
        taken_by=asked.assigned_to.name if asked.assigned_to else "",
        held=held.text,
        is_escalated=asked.is_above,  # type: ignore[attr-defined]
        clock=clock_of(asked, now),
    )


def _hours(hours: float | None) -> str:
    return NOTHING if hours is None else business_hours(hours)
