"""The deals behind a figure, only those that the person may see, each with what it brings to the figure."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts.models import User
from contracts.models import Deal, Term
from insights.drilling import AGAINST, BAND, GUT, LATE, LOAD, MEASURE, OUTCOME, RIGHT, TYPE, WEEK, Behind
from insights.filters import Filter
from insights.queries.culture import HARD_BANDS
from insights.queries.forward_load import likely_loads, signed_loads
from insights.queries.narrowing import narrowed_by_deal
from insights.queries.revenue import counts_towards, targets_of
from insights.queries.score_bands import in_band
from insights.queries.slices import handovers_for
from insights.statistics.ketchup import LATE_WEEKS
from outcomes.models import Handover, Moment, Realised, RealisedCell
from reviews.models import ReviewRequest


def signed_behind(person: User, chosen: Filter, behind: Behind, today: date) -> QuerySet[Handover]:
    """Signed deals, newest first; with `real_dose`, `real_cost` and `is_bad` behind an outcome and behind the
    gut test, and with `pain` (micro-doses) behind a type of term."""
    found = handovers_for(person, chosen, *_days(chosen, behind)).select_related(
        "deal__customer", "deal__owner"
    )
    if behind.of == BAND and behind.band:
        found = found.filter(band=behind.band)
    if behind.of == MEASURE and behind.measure:
        found = found.filter(counts_towards(behind.measure, targets_of(chosen).get(behind.measure)))
    if behind.of == OUTCOME:
        found = _of_outcome(found, behind)
    if behind.of == GUT:
        found = _of_feeling(found, behind)
    if behind.of == AGAINST:
        found = found.filter(band__in=HARD_BANDS)
    if behind.of == LATE:
        found = _in_last_weeks(found, chosen, today)
    if behind.of == TYPE:
        found = _of_type(found, behind)
    return found.order_by("-signed_on", "-pk")


def _days(chosen: Filter, behind: Behind) -> tuple[date, date]:
    if behind.of == WEEK and behind.week:
        return chosen.quarter.days_of_week(behind.week)
    if behind.of == BAND and behind.month:
        return behind.month, (behind.month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if behind.of in (BAND, OUTCOME, TYPE, AGAINST, LATE, GUT):
        return chosen.year_first_on, chosen.last_on
    return chosen.first_on, chosen.last_on


def _in_last_weeks(found: QuerySet[Handover], chosen: Filter, today: date) -> QuerySet[Handover]:
    """What the ketchup dial weighs: weeks 12 and 13 of each quarter of the year that is over."""
    wanted = Q(pk__in=[])
    for quarter in chosen.quarters_over(today):
        for week in LATE_WEEKS:
            wanted |= Q(signed_on__range=quarter.days_of_week(week))
    return found.filter(wanted)


def _with_outcome(found: QuerySet[Handover]) -> QuerySet[Handover]:
    real = Realised.objects.filter(handover=OuterRef("pk"), moment=Moment.DAY_90, is_complete=True)
    annotated = found.filter(is_scored=True).annotate(
        real_dose=Subquery(real.values("dose")[:1]),
        real_cost=Subquery(real.values("cost")[:1]),
        is_bad=Subquery(real.values("is_bad")[:1]),
    )
    return annotated.filter(real_dose__isnull=False)


def _of_feeling(found: QuerySet[Handover], behind: Behind) -> QuerySet[Handover]:
    """The cases of the gut test: of the band of the score, whatever the gate."""
    found = _with_outcome(found).filter(felt_right__isnull=False)
    if behind.felt:
        found = found.filter(felt_right=behind.felt == RIGHT)
    return found.filter(in_band(behind.band)) if behind.band else found


def _of_outcome(found: QuerySet[Handover], behind: Behind) -> QuerySet[Handover]:
    wanted = {
        "within": Q(real_cost__lte=F("cost_p80")),
        "beyond": Q(real_cost__gt=F("cost_p80")),
        "bad": Q(is_bad=True),
    }
    found = _with_outcome(found).filter(wanted.get(behind.outcome, Q()))
    return found.filter(band=behind.band) if behind.band else found


def _of_type(found: QuerySet[Handover], behind: Behind) -> QuerySet[Handover]:
    """Deals with a non-standard term of the type, or one that came to light later."""
    cells = RealisedCell.objects.filter(
        realised__handover=OuterRef("pk"), realised__moment=Moment.DAY_90, realised__is_complete=True
    )
    terms = Term.objects.filter(is_standard=False)
    late = Q(undisclosed__isnull=False)
    if behind.type:
        cells = cells.filter(type_code=behind.type)
        terms = terms.filter(type__code=behind.type)
        late = Q(undisclosed__type__code=behind.type)
    pain = cells.order_by().values("realised__handover").annotate(total=Sum("was_dose")).values("total")
    own = Q(draft__in=terms.values("draft"))
    late_ones = Handover.objects.filter(late).values("pk")
    return found.filter(own | Q(pk__in=late_ones)).annotate(pain=Subquery(pain))


def loading(person: User, chosen: Filter, behind: Behind) -> QuerySet[Deal]:
    """Deals that put work on a function's month, the heaviest first, with `signed` and `likely` minutes; the
    likely ones not weighted yet."""
    only = Q(minutes__gt=0)
    if behind.function:
        only &= Q(function__code=behind.function)
    if behind.month:
        only &= Q(month_on=behind.month)
    signed, likely = signed_loads(chosen).filter(only), likely_loads(chosen).filter(only)
    by_signing, by_score = "signing__handover__deal", "score__submission__draft__deal"
    return (
        Deal.objects.visible_to(person)
        .filter(pk__in=signed.values_list(by_signing).union(likely.values_list(by_score)))
        .annotate(
            signed=Subquery(_sum(signed.filter(**{by_signing: OuterRef("pk")}), by_signing)),
            likely=Subquery(_sum(likely.filter(**{by_score: OuterRef("pk")}), by_score)),
        )
        .select_related("customer", "owner")
        .order_by((Coalesce("signed", 0) + Coalesce("likely", 0)).desc(), "-serial")
    )


def _sum(rows: QuerySet[Any], by: str) -> Any:
    return rows.values(by).annotate(total=Sum("minutes")).values("total")


def answered(person: User, chosen: Filter, behind: Behind) -> QuerySet[Deal]:
    """Deals whose reviews a function answered in the period, with `answers`, how many were `late`, and how
    long they were `held` in minutes; the longest held first."""
    first = datetime.combine(chosen.first_on, time(), UTC)
    last = datetime.combine(chosen.last_on + timedelta(days=1), time(), UTC)
    rows = ReviewRequest.objects.filter(
        answered_at__gte=first, answered_at__lt=last, held_minutes__isnull=False, carried_from=None
    )
    if behind.function:
        rows = rows.filter(function__code=behind.function)
    counted = narrowed_by_deal(rows, chosen, "term__draft__deal").order_by()
    mine = counted.filter(term__draft__deal=OuterRef("pk")).values("term__draft__deal")
    late = Q(held_minutes__gt=F("allowed_minutes"))
    return (
        Deal.objects.visible_to(person)
        .filter(pk__in=counted.values("term__draft__deal"))
        .annotate(
            answers=Subquery(mine.annotate(n=Count("pk")).values("n")),
            late=Subquery(mine.annotate(n=Count("pk", filter=late)).values("n")),
            held=Subquery(mine.annotate(n=Sum("held_minutes")).values("n")),
        )
        .select_related("customer", "owner")
        .order_by("-held", "-serial")
    )


def is_of_deals(behind: Behind) -> bool:
    """Is it a list of deals, signed or not, rather than of what was signed?"""
    return behind.of == LOAD or behind.of == "answers"
