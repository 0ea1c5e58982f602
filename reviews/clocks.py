"""Clocks of business time for those who are waited for: functions that review, people who approve.

A clock runs only while its owner could act. It stands while a question is open and while everybody who
could act is away; `paused_at` says since when and `left_minutes` how much there is to go (negative once it
is late). `due_at` is true while the clock runs.
"""

import datetime as dt
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import Function, User
from reviews.engine.clock import BusinessClock
from reviews.engine.deadlines import WorkCalendar, due_at
from reviews.engine.rules.rule import Settings
from reviews.models import Ask, Question, ReviewRequest
from reviews.queries.presence import Presence
from reviews.rulings import rulebook_of

Wait = ReviewRequest | Ask

OFFICE_DAYS = frozenset(range(5))
OFFICE_OPENS, OFFICE_CLOSES = dt.time(9), dt.time(17)
"""Business hours of an approver who belongs to no function, in their own time zone."""


@dataclass(frozen=True)
class Due:
    """One reminder or escalation of a plan: at how many per cent of the time allowed."""

    per_cent: int
    is_escalation: bool
    is_last_reminder: bool = False


def calendar_of(function: Function) -> WorkCalendar:
    return WorkCalendar(
        time_zone=function.time_zone,
        working_days=frozenset(function.working_days),
        opens_at=function.opens_at,
        closes_at=function.closes_at,
        holidays=frozenset(holiday.on for holiday in function.holidays.all()),
    )


def approval_calendar(person: User) -> WorkCalendar:
    """The calendar of the person's function; without one, office hours where the person is."""
    memberships = sorted(person.memberships.all(), key=lambda membership: membership.pk)
    functions = [membership.function for membership in memberships] or list(person.led_functions.all())
    if functions:
        return calendar_of(functions[0])
    return WorkCalendar(person.time_zone, OFFICE_DAYS, OFFICE_OPENS, OFFICE_CLOSES)


def review_due_at(function: Function, asked_at: datetime) -> datetime:
    """Raises NoWorkingTime when the function's calendar never opens."""
    return due_at(asked_at, function.response_hours, calendar_of(function))


def approval_due_at(person: User, opened_at: datetime, hours: int) -> datetime:
    """Raises NoWorkingTime when the person's calendar never opens."""
    return due_at(opened_at, hours, approval_calendar(person))


def settings_of(wait: Wait) -> Settings:
    """The approval settings of the policy under which the draft was submitted."""
    submission = wait.submission if isinstance(wait, Ask) else wait.term.draft.submission
    return rulebook_of(submission.policy).settings


def allowed_minutes(wait: Wait) -> int:
    """Business time there is for an answer, as it was when it was asked for."""
    if isinstance(wait, Ask):
        return settings_of(wait).approval_hours * 60
    return wait.allowed_minutes or wait.function.response_hours * 60


def clock_of_wait(wait: Wait) -> BusinessClock:
    """The clock of a wait that is due; asks of a later step have none and raise ValueError."""
    if wait.due_at is None:
        raise ValueError(f"{wait!r} has no clock before its turn")
    calendar = approval_calendar(wait.person) if isinstance(wait, Ask) else calendar_of(wait.function)
    left = None if wait.paused_at is None else timedelta(minutes=wait.left_minutes or 0)
    return BusinessClock(calendar, timedelta(minutes=allowed_minutes(wait)), wait.due_at, left)


def held_minutes(wait: Wait, now: datetime) -> int:
    """Business time used so far, without the pauses; that of a function's first answer once there is one."""
    if isinstance(wait, ReviewRequest) and wait.held_minutes is not None:
        return wait.held_minutes
    return max(0, round(clock_of_wait(wait).used_at(now) / timedelta(minutes=1)))


def nudge_plan(settings: Settings) -> list[Due]:
    """All reminders and escalations of a wait in the order in which they come."""
    last = max(settings.remind_at, default=0)
    reminders = [Due(share, False, share == last) for share in settings.remind_at]
    escalations = [Due(share, True) for share in settings.escalate_at]
    return sorted(reminders + escalations, key=lambda due: (due.per_cent, due.is_escalation))


def nudge_at(wait: Wait, settings: Settings, count: int) -> datetime | None:
    """When the next nudge is due after `count` of them; None after the last, and while the clock stands."""
    plan = nudge_plan(settings)
    if wait.due_at is None or wait.paused_at is not None or count >= len(plan):
        return None
    return clock_of_wait(wait).at_share(plan[count].per_cent)


def first_nudge_at(wait: Wait, settings: Settings | None = None) -> datetime | None:
    return nudge_at(wait, settings or settings_of(wait), 0)


def pause_clock(wait: Wait, *, now: datetime) -> bool:
    """Let a running clock stand and save it; False when it stood already or there is none to stop.

    The caller holds the deal's lock."""
    if wait.paused_at is not None or wait.due_at is None:
        return False
    left = clock_of_wait(wait).left_at(now)
    wait.paused_at, wait.left_minutes, wait.nudge_at = now, round(left / timedelta(minutes=1)), None
    wait.save(update_fields=["paused_at", "left_minutes", "nudge_at"])
    return True


def resume_clock(wait: Wait, *, now: datetime, presence: Presence | None = None) -> bool:
    """Let a clock run on from where it stood and save it; False when it runs already, or must go on
    standing because a question is open or nobody who could act is there. The caller holds the lock."""
    if wait.paused_at is None or has_open_question(wait) or not (presence or Presence(now)).is_there(wait):
        return False
    clock = clock_of_wait(wait).resumed(now)
    wait.due_at, wait.paused_at, wait.left_minutes = clock.due_at, None, None
    wait.nudge_at = nudge_at(wait, settings_of(wait), wait.nudge_count)
    wait.save(update_fields=["due_at", "paused_at", "left_minutes", "nudge_at"])
    return True


def has_open_question(wait: Wait) -> bool:
    asked = Question.objects.filter(answered_at=None)
    return (asked.filter(ask=wait) if isinstance(wait, Ask) else asked.filter(request=wait)).exists()
