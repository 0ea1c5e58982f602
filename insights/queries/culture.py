"""What the five dials of the culture panel are read from (docs/outcomes.md, section 4.10)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from contracts.models import Draft, Term
from insights.filters import Filter
from insights.models import DealDay
from insights.queries.narrowing import narrowed_by_deal
from insights.queries.score_bands import band_of_score
from insights.queries.slices import handovers, of_days
from insights.statistics.few import TooFew
from insights.statistics.ketchup import (
    NEEDS,
    SHUFFLED_UP_TO,
    Ketchup,
    WeekSum,
    ketchup,
    ketchup_of_weeks,
    week_of_quarter,
)
from outcomes.models import Handover, Moment, UndisclosedTerm
from reviews.engine.scales import CLOSED
from reviews.models import Score, Submission

HARD_BANDS = ("EXEC", "BLOCKED")


@dataclass(frozen=True)
class Disclosed:
    """Non-standard terms of signed deals: `at_once` stood in the deal's first submission, `later` came in a
    later draft, `never` was found after signing."""

    at_once: int
    later: int
    never: int

    @property
    def n(self) -> int:
        return self.at_once + self.later + self.never


@dataclass(frozen=True)
class Again:
    """Drafts submitted again with the very terms of the draft before, both fully scored: how many scored
    lower, and how many higher."""

    n: int
    lowered: int
    raised: int


def disclosed(chosen: Filter, first_on: date, last_on: date) -> Disclosed:
    """A term counts as disclosed at once when the first draft that was submitted held a non-standard term of
    its type."""
    signed = handovers(chosen, first_on, last_on)
    counts = with_first_draft(signed).aggregate(
        at_once=Count("pk", filter=Q(was_there=True)), later=Count("pk", filter=Q(was_there=False))
    )
    never = UndisclosedTerm.objects.filter(handover__in=signed).count()
    return Disclosed(**counts, never=never)


def with_first_draft(signed: QuerySet[Handover]) -> QuerySet[Any]:
    """Non-standard terms of the signed drafts, with `was_there`: did the deal's first submission hold a
    non-standard term of the type?"""
    drafts = Draft.objects.filter(deal=OuterRef("draft__deal"), submission__isnull=False).order_by("number")
    terms = Term.objects.filter(draft__in=signed.values("draft"), is_standard=False).annotate(
        first_draft=Subquery(drafts.values("pk")[:1])
    )
    same = Term.objects.filter(
        draft=OuterRef("first_draft"), type__code=OuterRef("type__code"), is_standard=False
    )
    return terms.annotate(was_there=Exists(same))


def signed_by_band(chosen: Filter, first_on: date, last_on: date) -> dict[str, int]:
    """How many deals were signed under each gate."""
    counted = handovers(chosen, first_on, last_on).order_by().values_list("band")
    return dict(counted.annotate(count=Count("pk")))


def submitted_again(chosen: Filter, first_on: date, last_on: date) -> Again:
    """Of the resubmissions of this time."""
    counts = compared_again(chosen, first_on, last_on).aggregate(
        n=Count("pk"),
        lowered=Count("pk", filter=Q(score__lt=F("score_before"))),
        raised=Count("pk", filter=Q(score__gt=F("score_before"))),
    )
    return Again(**counts)


def compared_again(chosen: Filter, first_on: date, last_on: date) -> QuerySet[Any]:
    """Submissions whose terms, digest for digest, are those of the draft they were copied from, with `score`
    and `score_before` in tenths."""
    scored = Score.objects.filter(is_latest=True).exclude(gate=CLOSED)
    again = narrowed_by_deal(
        Submission.objects.filter(at__date__range=(first_on, last_on)), chosen, "draft__deal"
    )
    compared: QuerySet[Any] = again.annotate(
        terms=_digests(OuterRef("draft")),
        terms_before=_digests(OuterRef("draft__copied_from")),
        score=Subquery(scored.filter(submission=OuterRef("pk")).values("tenths")[:1]),
        score_before=Subquery(
            scored.filter(submission__draft=OuterRef("draft__copied_from")).values("tenths")[:1]
        ),
    ).filter(terms=F("terms_before"), score__isnull=False, score_before__isnull=False)
    return compared


def late_signing(chosen: Filter, today: date) -> Ketchup | TooFew:
    """Over those of the four quarters up to the period's end that are over. Up to 150 deals by each of them,
    above from the sums of days."""
    over = chosen.quarters_over(today)
    if not over:
        return TooFew(0, NEEDS)
    first_on, last_on = min(over).first_on, max(over).last_on
    days = of_days(DealDay.objects.all(), chosen, first_on, last_on).values("on")
    sums = list(days.annotate(n=Sum("deals"), x=Sum("dose"), xx=Sum("dose_squared")))
    if sum(day["n"] for day in sums) > SHUFFLED_UP_TO:
        weeks = [WeekSum(week_of_quarter(d["on"]), d["n"], int(d["x"]), int(d["xx"])) for d in sums]
        return ketchup_of_weeks(weeks)
    signed = handovers(chosen, first_on, last_on).order_by("pk").values_list("signed_on", "dose")
    return ketchup([(week_of_quarter(day), dose) for day, dose in signed])


def gut_rows(chosen: Filter, first_on: date, last_on: date) -> list[dict[str, Any]]:
    """Band of the score, felt_right, how many deals with a 90-day outcome, how many of them bad: a fixed
    number of rows. Deals without a score are in no band."""
    found = handovers(chosen, first_on, last_on).filter(
        is_scored=True,
        felt_right__isnull=False,
        realised__moment=Moment.DAY_90,
        realised__is_complete=True,
    )
    rows = found.order_by().values("felt_right", score_band=band_of_score())
    counted = rows.annotate(n=Count("pk"), bad=Count("pk", filter=Q(realised__is_bad=True)))
    told = counted.values_list("score_band", "felt_right", "n", "bad")
    return [dict(zip(("band", "felt_right", "n", "bad"), row, strict=True)) for row in told]


def _digests(draft: OuterRef) -> ArraySubquery:
    return ArraySubquery(Term.objects.filter(draft=draft).order_by("digest").values("digest"))
