"""Conditions with an owner and a day, as the deal's page and the list of one's own show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contracts.models import Draft
from dealdesk.kit.refusals import Forbidden
from dealdesk.kit.spans import day_in_words, from_today
from reviews.actions.conditions import OPEN_STATES, local_day
from reviews.models import Condition
from reviews.policy import may_meet_condition
from reviews.queries.bound_conditions import conditions_on


@dataclass(frozen=True)
class ConditionLine:
    """`state`, `tone` and `icon` make its badge; `url` leads to where it is met, empty where it cannot be."""

    condition: Condition
    given_by: str
    state: str
    tone: str
    icon: str
    due: str
    left: str
    url: str

    @property
    def threat(self) -> str:
        """What happens if it is not met in time; empty once that is settled."""
        is_open = self.state in (WAITING, OPEN, LATE) and self.condition.obliged_on is None
        return "unmet, the clearance lapses" if is_open and self.condition.lapses else ""


def condition_lines(
    conditions: Iterable[Condition], reader: User, *, draft: Draft | None = None
) -> list[ConditionLine]:
    """`draft` is that of all the conditions where they were not loaded with theirs."""
    return [_line(condition, draft or condition.submission.draft, reader) for condition in conditions]


def deal_conditions(draft: Draft, reader: User) -> list[ConditionLine]:
    """What the page of a submitted draft lists."""
    return condition_lines(conditions_on(draft, reader), reader, draft=draft)


def _line(condition: Condition, draft: Draft, reader: User) -> ConditionLine:
    state, tone, icon = _state(condition, draft)
    is_open = state in (WAITING, OPEN, LATE, OBLIGATION, LATE_OBLIGATION)
    due, left = _due(condition, is_open=is_open and state != WAITING)
    can = is_open and draft.state in OPEN_STATES and _may_meet(condition, reader)
    url = reverse("reviews:condition_meet", args=[condition.pk]) if can else ""
    return ConditionLine(condition, _given_by(condition), state, tone, icon, due, left, url)


WAITING, OPEN, LATE = "Starts with clearing", "Open", "Late"
OBLIGATION, LATE_OBLIGATION = "Obligation", "Obligation, late"


def _state(condition: Condition, draft: Draft) -> tuple[str, str, str]:
    if condition.met_at is not None:
        return "Met", "good", "check"
    if condition.lapsed_at is not None:
        return "Not met in time", "bad", "gate-closed"
    if draft.state not in OPEN_STATES:
        return "Over", "neutral", "x"
    if condition.due_on is None:
        return WAITING, "neutral", "clock"
    if condition.due_on < local_day(condition.owner, timezone.now()):
        return LATE if condition.obliged_on is None else LATE_OBLIGATION, "bad", "late"
    if condition.obliged_on is not None:
        return OBLIGATION, "caution", "obligation"
    return OPEN, "caution", "clock"


def _due(condition: Condition, *, is_open: bool) -> tuple[str, str]:
    """The day, and how far off it is where its owner lives."""
    if condition.due_on is None:
        days = condition.due_days
        return f"{days} day{'' if days == 1 else 's'} after clearing", ""
    today = local_day(condition.owner, timezone.now())
    return day_in_words(condition.due_on), from_today(condition.due_on, today) if is_open else ""


def _given_by(condition: Condition) -> str:
    if condition.approval is not None:
        return f"{condition.approval.approver}, with the approval"
    return f"{condition.function}, with the review"


def _may_meet(condition: Condition, reader: User) -> bool:
    try:
        may_meet_condition(condition, by=reader)
    except Forbidden:
        return False
    return True
