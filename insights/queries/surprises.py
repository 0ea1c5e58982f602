"""What surprised in the last seven days: contracts that ended, and deals that turned out much harder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
)

from accounts.models import User
from activity.models import Event
from contracts.queries.chains import chain_of
from outcomes.models import Handover, Incident, IncidentKind, Realised, Renewal

LAST_DAYS = timedelta(days=7)
SURPRISE_TENTHS = 15
"""A real dose above 1.5 times of what was said is a surprise."""


@dataclass(frozen=True)
class Surprise:
    """`outcome` is the deal's latest complete one, None before the first. `terminated_on` and `lost_on`, the
    day on which it was decided not to renew, are None where that was not told in the last seven days."""

    handover: Handover
    outcome: Realised | None
    terminated_on: date | None
    lost_on: date | None


def surprising(reader: User, now: datetime) -> QuerySet[Handover]:
    """Standing contracts that the reader may see: those of which it was told in the last seven days that they
    ended, with or without an outcome; then those whose latest complete outcome is of that time, and bad or
    above 1.5 times of what was said."""
    since = now - LAST_DAYS
    ended = ExpressionWrapper(
        Q(pk__in=_terminations(since).values("handover")) | Q(pk__in=_losses(since).values("handover")),
        output_field=BooleanField(),
    )
    found = Handover.objects.standing().visible_to(reader).alias(has_ended=ended)
    return (
        found.filter(Q(has_ended=True) | Q(pk__in=_harder(since).values("handover")))
        .alias(latest_dose=_complete(OuterRef("pk")).values("dose")[:1])
        .select_related("deal__customer", "deal__owner", "renewal")
        .order_by("-has_ended", F("latest_dose").desc(nulls_last=True), "pk")
    )


def surprises_of(handovers: Sequence[Handover], now: datetime) -> list[Surprise]:
    """In the same order; three queries."""
    since = now - LAST_DAYS
    known = Realised.objects.filter(handover__in=handovers, is_complete=True).order_by("completed_at", "pk")
    outcomes = {row.handover_id: row for row in known}
    told = _terminations(since).filter(handover__in=handovers).order_by("happened_on")
    terminated = dict(told.values_list("handover_id", "happened_on"))
    lost = dict(_losses(since).filter(handover__in=handovers).values_list("handover_id", "decided_on"))
    return [
        Surprise(handover, outcomes.get(handover.pk), terminated.get(handover.pk), lost.get(handover.pk))
        for handover in handovers
    ]


def _terminations(since: datetime) -> QuerySet[Incident]:
    return Incident.objects.filter(kind=IncidentKind.TERMINATION, at__gt=since, struck_at=None)


def _losses(since: datetime) -> QuerySet[Renewal]:
    """By when it was told: a day of decision may lie further back than the week in which it was told."""
    lost = Renewal.Result.CHURNED
    settled = Event.objects.filter(verb="renewal.settled", at__gt=since, facts__result=lost)
    told = settled.filter(chain=chain_of("handover__deal"))
    return Renewal.objects.filter(Exists(told), result=lost)


def _harder(since: datetime) -> QuerySet[Realised]:
    later = _complete(OuterRef("handover")).filter(completed_at__gt=OuterRef("completed_at"))
    harder = Q(handover__is_scored=True, dose__gt=F("handover__base_dose") * SURPRISE_TENTHS / 10)
    recent = Realised.objects.filter(~Exists(later), is_complete=True, completed_at__gt=since)
    return recent.filter(harder | Q(is_bad=True)).order_by()


def _complete(handover: OuterRef) -> QuerySet[Realised]:
    return Realised.objects.filter(handover=handover, is_complete=True).order_by("-completed_at", "-pk")
