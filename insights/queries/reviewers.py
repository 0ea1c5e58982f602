"""What one reviewer answered, beside others and beside what it came to. A fixed number of queries."""

from dataclasses import dataclass

from django.db.models import Avg, Count, Q, QuerySet, Sum
from django.http import Http404

from accounts.models import Function, User
from accounts.permissions import require
from insights.statistics.few import TooFew
from insights.statistics.reviewers import HitRate, Severity, hit_rate, severity
from outcomes.calibration.confidence import hit_rates
from outcomes.queries.calibrations import known_outcomes
from outcomes.queries.evidence import signed_deals
from reviews.facts import engine_policy
from reviews.models import Review
from reviews.queries.policies import current_policy
from reviews.queries.workload import FEWEST_ANSWERS, Pace, pace_of

MOST_DEALS = 500
"""The newest deals with an outcome whose answers are read."""


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
    """As calibration counts them, by its own code: the outcomes at 90 days, or at the renewal where that came
    later; once and monthly work together, and an answer without any work has no range."""
    mine = Review.objects.filter(reviewer=reviewer, replaced_at=None)
    known = known_outcomes().filter(handover__draft__in=mine.values("request__term__draft"))
    deals = known.order_by("-handover__signed_on", "-handover_id").values_list("handover_id", flat=True)
    newest = list(deals.distinct()[:MOST_DEALS])
    if not newest:
        return hit_rate(0, 0, 0.0)
    known, engine = known.filter(handover__in=newest), engine_policy(current_policy())
    found = hit_rates(signed_deals(engine, known, mine)).get(reviewer.pk)
    return hit_rate(found.hits, found.n, found.stated / 100) if found else hit_rate(0, 0, 0.0)


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
