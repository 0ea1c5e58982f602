"""How signed deals turned out at 90 days: sums from the roll-up, and the deals themselves for the picture."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Sum

from insights.filters import Filter
from insights.models import DealDay
from insights.queries.slices import handovers, of_days
from outcomes.models import Moment, Realised

MOST_DRAWN = 2_000
"""Deals read for the picture, the newest; all others are in the sums alone."""


@dataclass(frozen=True)
class Outcomes:
    """Sums over the deals of one band with a complete 90-day outcome; doses in micro-doses, y in millionths
    (docs/scoring.md, section 10, item 5)."""

    band: str
    n: int = 0
    said: int = 0
    real: int = 0
    bad: int = 0
    within_p80: int = 0
    y_sum: int = 0
    y_squared: int = 0


@dataclass(frozen=True)
class Pair:
    """Base doses of one deal at signature and at 90 days."""

    said: int
    real: int
    is_within: bool


def outcomes_by_band(chosen: Filter) -> list[Outcomes]:
    """Over the four quarters that end with the period; one query."""
    days = of_days(DealDay.objects.filter(n90__gt=0), chosen, chosen.year_first_on, chosen.last_on)
    rows = days.values("band").annotate(
        n=Sum("n90"),
        said=Sum("said90"),
        real=Sum("real90"),
        bad=Sum("bad90"),
        within=Sum("within_p80"),
        y=Sum("y_sum"),
        yy=Sum("y_squared"),
    )
    return [
        Outcomes(row["band"], *(int(row[name]) for name in ("n", "said", "real", "bad", "within", "y", "yy")))
        for row in rows
    ]


def all_outcomes(bands: list[Outcomes]) -> Outcomes:
    names = ("n", "said", "real", "bad", "within_p80", "y_sum", "y_squared")
    return Outcomes("", **{name: sum(getattr(band, name) for band in bands) for name in names})


def realised_in(chosen: Filter) -> QuerySet[Realised]:
    """Complete 90-day outcomes of the deals signed in those four quarters."""
    signed = handovers(chosen, chosen.year_first_on, chosen.last_on).filter(is_scored=True).order_by()
    return Realised.objects.filter(moment=Moment.DAY_90, is_complete=True, handover__in=signed).order_by()


def is_within() -> Q:
    return Q(cost__lte=F("handover__cost_p80"))


def pairs(chosen: Filter) -> list[Pair]:
    """At most MOST_DRAWN, the newest; one query."""
    rows = realised_in(chosen).order_by("-handover__signed_on", "-pk")
    names = ("handover__base_dose", "dose", "cost", "handover__cost_p80")
    return [Pair(said, real, cost <= p80) for said, real, cost, p80 in rows.values_list(*names)[:MOST_DRAWN]]
