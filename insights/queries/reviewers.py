"""What one reviewer answered, beside others and beside what it came to. A fixed number of queries."""

from dataclasses import dataclass
from statistics import fmean

from django.db.models import Avg, Count, Q, QuerySet, Sum
from django.http import Http404

from accounts.models import Function, User
from accounts.permissions import require
from insights.statistics.few import TooFew
from insights.statistics.reviewers import HitRate, Severity, hit_rate, severity
from outcomes.models import Handover, Realised, RealisedCell
from reviews.models import Review, ReviewRequest
from reviews.queries.workload import FEWEST_ANSWERS, Pace, pace_of

MOST_RANGES = 500
"""The newest outcomes of a reviewer's answers that are read."""


@dataclass(frozen=True)
class Panel:
    """Each part is silent below its least n; `answers` are those that count for the pace."""

    reviewer: User
    ranges: HitRate | TooFew
    severity: Severity | TooFew
    pace: Pace | TooFew


def panel_of(reviewer: User) -> Panel:
    return Panel(reviewer, _ranges(reviewer), _severity(reviewer), _pace(reviewer))


def find_reviewer(pk: int, reader: User) -> User:
    """The reader, or somebody of a function that the reader leads; for all others there is no such page.
    Raises Forbidden for a reader who reviews nothing."""
    found = User.objects.filter(Q(pk=reader.pk) | Q(pk__in=led_by(reader)), pk=pk).first()
    if found is None:
        raise Http404
    require(reader, "reviewer_insight.read")
    return found


def led_by(person: User) -> QuerySet[User]:
    """Members of the functions that the person leads, by name."""
    led = Function.objects.filter(lead=person)
    return (
        User.objects.filter(memberships__function__in=led).exclude(pk=person.pk).distinct().order_by("name")
    )


def _ranges(reviewer: User) -> HitRate | TooFew:
    """Over the whole contract, once and monthly work together; an answer without any work has no range."""
    took = _took(reviewer)
    held, stated = [], []
    for review in Review.objects.filter(reviewer=reviewer, replaced_at=None, request__in=took):
        minutes, months = took[review.request_id]
        low = review.once_low + months * review.monthly_low
        high = review.once_high + months * review.monthly_high
        if high:
            held.append(low <= minutes <= high)
            stated.append(review.confidence / 100)
    return hit_rate(sum(held), len(held), fmean(stated) if stated else 0.0)


def _took(reviewer: User) -> dict[int, tuple[int, int]]:
    """Minutes that it really took and months of the contract, by request that the person answered; by the
    newest moment at which all functions of the deal had answered."""
    answered = ReviewRequest.objects.filter(reviews__reviewer=reviewer, reviews__replaced_at=None)
    # The names of the moments stand in the order of the moments: day_30, day_60, day_90, renewal.
    newest = (
        Realised.objects.filter(is_complete=True, handover__in=Handover.objects.standing())
        .order_by("handover_id", "-moment")
        .distinct("handover_id")
    )
    cells = RealisedCell.objects.filter(request__in=answered, realised__in=newest.values("pk"))
    rows = cells.order_by("-pk").values_list("request_id", "was_minutes", "realised__inputs__months")
    return {request: (minutes, months) for request, minutes, months in rows[:MOST_RANGES]}


def _severity(reviewer: User) -> Severity | TooFew:
    """Residuals to the mean of each type of term and function, as calibration takes them; where nobody else
    judged, nothing compares."""
    cells = (
        Review.objects.filter(replaced_at=None, carried_from=None)
        .order_by()
        .values("request__term__type__code", "request__function")
        .annotate(
            mean=Avg("level"),
            people=Count("reviewer", distinct=True),
            own=Count("pk", filter=Q(reviewer=reviewer)),
            said=Sum("level", filter=Q(reviewer=reviewer)),
        )
        .filter(own__gt=0, people__gt=1)
    )
    n = sum(cell["own"] for cell in cells)
    residual = sum(cell["said"] - cell["own"] * float(cell["mean"]) for cell in cells)
    return severity(residual / n if n else 0.0, n)


def _pace(reviewer: User) -> Pace | TooFew:
    pace = pace_of(reviewer)
    if pace is not None:
        return pace
    return TooFew(Review.objects.filter(reviewer=reviewer, carried_from=None).count(), FEWEST_ANSWERS)
