"""The list of check-ins, as components/queue_row.html reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.models import User
from dealdesk.kit.spans import day_in_words, from_today
from outcomes.models import CheckIn
from outcomes.queries.check_ins import ANSWERED, DUE, LATER, due_count

TABS = {DUE: "To answer", LATER: "Later", ANSWERED: "Answered"}


@dataclass(frozen=True)
class Clock:
    text: str
    note: str
    tone: str
    used: int | None = None


@dataclass(frozen=True)
class CheckInRow:
    url: str
    title: str
    who: str
    number: str
    clock: Clock
    beside: str
    tag: str = ""
    tag_tone: str = ""


def check_in_rows(rows: Iterable[CheckIn], today: date) -> list[CheckInRow]:
    return [_row(row, today) for row in rows]


def tabs_of(shown: str, person: User, today: date) -> list[dict[str, object]]:
    """Only the first tab counts: what waits."""
    return [
        {
            "label": label,
            "url": f"?show={key}",
            "count": due_count(person, today) if key == DUE else "",
            "is_current": key == shown,
        }
        for key, label in TABS.items()
    ]


def _row(check_in: CheckIn, today: date) -> CheckInRow:
    deal = check_in.handover.deal
    return CheckInRow(
        url=reverse("outcomes:check_in", args=[check_in.pk]),
        title=f"{check_in.get_moment_display()}: {deal.name}",
        who=deal.customer.name,
        number=deal.number,
        clock=_clock(check_in, today),
        beside=check_in.function.name,
        tag="Nothing happened" if check_in.is_uneventful and check_in.answered_at else "",
        tag_tone="neutral",
    )


def _clock(check_in: CheckIn, today: date) -> Clock:
    if check_in.answered_at is not None:
        return Clock("Answered", f"by {check_in.answered_by}", "good")
    is_late = check_in.due_on < today
    text = from_today(check_in.due_on, today)
    return Clock(text[0].upper() + text[1:], day_in_words(check_in.due_on), "bad" if is_late else "")
