"""How full a function's months are, and how fast a person answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import Function, User
from contracts.models import DraftState
from reviews.clocks import calendar_of
from reviews.engine.deadlines import hours_between
from reviews.loads import expected_load, in_draft_state, minutes_by_month, months_from, standing_load
from reviews.models import Review, ScoredLoad, Submission
from reviews.queries.win_share import win_share

MONTHS_SHOWN = 4
ANSWERS_READ = 50
FEWEST_ANSWERS = 5
"""Fewer answers than this say nothing about how fast somebody answers."""


@dataclass(frozen=True)
class MonthFill:
    """Whole per cents of a month's capacity: `committed` is signed or likely, `added` is this deal's."""

    label: str
    committed: int
    added: int

    @property
    def total(self) -> int:
        return self.committed + self.added


def fill_under(submission: Submission, code: str) -> list[MonthFill]:
    """The function's months as they were when the draft was submitted, with what its reviews add so far."""
    calendar: list[list[int]] = submission.calendar.get(code, [])
    months = months_from(submission.first_month_on, len(calendar))
    loads = ScoredLoad.objects.filter(
        score__submission=submission, score__is_latest=True, function__code=code
    )
    added = dict(loads.values_list("month_on", "minutes"))
    return [
        MonthFill(
            f"{month:%B}", _share(committed + pipeline, capacity), _share(added.get(month, 0), capacity)
        )
        for month, (committed, pipeline, capacity) in list(zip(months, calendar, strict=True))[:MONTHS_SHOWN]
    ]


def fill_from(functions: Iterable[Function], today: date) -> dict[Function, list[MonthFill]]:
    """The functions' months from this one on: what is signed or cleared, and what is in review by the share
    of deals that are won."""
    listed = list(functions)
    months = months_from(today.replace(day=1), MONTHS_SHOWN)
    minutes = _likely_minutes(months)
    return {
        function: [
            MonthFill(
                f"{month:%B}",
                _share(minutes.get((function.pk, month), 0), function.monthly_capacity * 60),
                0,
            )
            for month in months
        ]
        for function in listed
    }


def _likely_minutes(months: list[date]) -> dict[tuple[int, date], int]:
    """Minutes by function id and month, of all functions: they are few."""
    scored = expected_load(months)
    signed = minutes_by_month(standing_load(months))
    cleared = minutes_by_month(in_draft_state(scored, DraftState.CLEARED))
    likely = minutes_by_month(in_draft_state(scored, DraftState.IN_REVIEW))
    share = win_share()
    return {
        key: signed.get(key, 0) + cleared.get(key, 0) + likely.get(key, 0) * share // 100
        for key in {*signed, *cleared, *likely}
    }


def _share(minutes: int, capacity: int) -> int:
    return round(100 * minutes / capacity) if capacity else 0


@dataclass(frozen=True)
class Pace:
    """Business hours from being asked to having answered: half of the answers, and nine in ten."""

    median: float
    nine_in_ten: float


def pace_of(user: User) -> Pace | None:
    """How fast the person answered of late; None while there are too few answers to tell."""
    recent = (
        Review.objects.filter(reviewer=user, carried_from=None)
        .select_related("request__function")
        .prefetch_related("request__function__holidays")
        .order_by("-answered_at")[:ANSWERS_READ]
    )
    hours = sorted(
        hours_between(review.request.asked_at, review.answered_at, calendar_of(review.request.function))
        for review in recent
    )
    if len(hours) < FEWEST_ANSWERS:
        return None
    return Pace(hours[len(hours) // 2], hours[len(hours) * 9 // 10])


def answered_since(user: User, since: datetime) -> int:
    """How many terms the person answered since then; answers that were carried over are not counted anew."""
    return Review.objects.filter(
        reviewer=user, answered_at__gte=since, carried_from=None, replaced_at=None
    ).count()
