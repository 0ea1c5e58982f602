"""How much of the promised time is left, as a clock component shows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from dealdesk.kit.spans import in_short
from reviews.clocks import clock_of_wait
from reviews.models import ReviewRequest

NBSP = "\u00a0"
AN_HOUR = timedelta(hours=1)
PRESSING = 70
"""Per cent of the promised business hours after which the clock warns."""


@dataclass(frozen=True)
class Clock:
    """`text` leads, `note` stands under it; `tone` is empty, warning or bad; `used` 0-100 per cent of
    the promised business hours; `hours_left` is negative once it is late."""

    text: str
    note: str
    tone: str
    used: int
    hours_left: float

    @property
    def is_late(self) -> bool:
        return self.tone == "bad"


def clock_of(request: ReviewRequest, now: datetime) -> Clock:
    """Time left by the function's working calendar; days and times in the reader's time zone."""
    clock = clock_of_wait(request)
    left, promised = clock.left_at(now) / AN_HOUR, clock.allowed / AN_HOUR
    used = min(100, max(0, round(100 * (1 - left / promised)))) if promised else 100
    if request.paused_at is not None:
        text = f"{business_hours(left)} {'left' if left > 0 else 'late'}"
        return Clock(text, "paused", "", used, left)
    due, today = timezone.localtime(request.due_at), timezone.localtime(now)
    if request.due_at <= now:
        text = f"{business_hours(-left)} late" if whole_minutes(left) else "Late"
        return Clock(text, f"due {in_short(due, today)}", "bad", 100, left)
    tone = "warning" if used >= PRESSING else ""
    remaining = f"{business_hours(left)} left"
    if due.date() == today.date():
        return Clock(remaining, f"due {due:%H:%M}", tone, used, left)
    return Clock(_day(due, today), remaining, tone, used, left)


def whole_minutes(hours: float) -> int:
    return round(abs(hours) * 60)


def business_hours(hours: float) -> str:
    """Business hours: 40 min, 5 h, 2 h 10."""
    whole, minutes = divmod(whole_minutes(hours), 60)
    if not whole:
        return f"{minutes}{NBSP}min"
    return f"{whole}{NBSP}h{NBSP}{minutes:02}" if minutes else f"{whole}{NBSP}h"


def _day(due: datetime, today: datetime) -> str:
    days = (due.date() - today.date()).days
    if days == 1:
        return f"Tomorrow {due:%H:%M}"
    if days < 7:
        return f"{due:%a %H:%M}"
    return f"{due:%a} {due.day} {due:%b}"
