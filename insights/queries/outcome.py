"""How signed deals turned out at 90 days: sums from the roll-up, and the deals themselves for the picture."""

from dataclasses import dataclass

from django.db.models import Sum

from contracts.models import DraftState
from insights.filters import Filter
from insights.models import DealDay
from insights.queries.narrowing import narrowed_by_deal
from insights.queries.slices import of_days
from outcomes.models import Moment, Realised

MOST_DRAWN = 2_000
"""Deals read for the picture, the newest; all others are in the sums alone."""


@dataclass(frozen=True)
class Outcomes:
    """Sums over the deals of one band with a complete 90-day outcome; doses in micro-doses, y in millionths
    (docs/outcomes.md, section 4.5)."""

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


def pairs(chosen: Filter) -> list[Pair]:
    """At most MOST_DRAWN, the newest; one query."""
    rows = Realised.objects.filter(
        moment=Moment.DAY_90,
        is_complete=True,
        handover__is_scored=True,
        handover__draft__state=DraftState.SIGNED,
        handover__signed_on__range=(chosen.year_first_on, chosen.last_on),
    )
    newest = narrowed_by_deal(rows, chosen, "handover__deal").order_by("-handover__signed_on", "-handover")
    names = ("handover__base_dose", "dose", "cost", "handover__cost_p80")
    found = newest.values_list(*names)[:MOST_DRAWN]
    return [Pair(said, real, cost <= p80) for said, real, cost, p80 in found]
