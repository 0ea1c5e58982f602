"""What an executive's week begins with: what waits, what will overload, what surprised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.permissions import may
from contracts.models import Deal
from insights.filters import Filter
from insights.periods import Quarter
from insights.queries.forward_load import Cause, MonthLoad, causes_of, forward_load
from insights.queries.unheard import Unheard, unheard
from outcomes.models import Handover, Incident, IncidentKind, Realised
from reviews.models import Submission
from reviews.queries.bottlenecks import Queueing, queueing_of_functions
from reviews.queries.queue import submissions_waiting_for

LAST_DAYS = timedelta(days=7)
MOST_ROWS = 10
ENDED = (IncidentKind.TERMINATION, IncidentKind.NOTICE, IncidentKind.CHURNED)
SURPRISE_TENTHS = 15
"""A real dose above 1.5 times of what was said is a surprise."""


@dataclass(frozen=True)
class Week:
    """As of one moment, for one reader. `waiting` are drafts that wait for the reader's approval, `late`
    functions with late reviews, `over` months beyond capacity with the deals that fill them, `surprises`
    outcomes of the last seven days. The counts say how many there are beyond those listed."""

    on: date
    waiting: Sequence[Submission]
    waiting_count: int
    late: Sequence[Queueing]
    over: Sequence[MonthLoad]
    causes: dict[tuple[str, date], list[Cause]]
    unheard: Unheard
    surprises: Sequence[Realised]
    surprise_count: int


def week_of(reader: User, now: datetime) -> Week:
    """A fixed number of queries. Deals that the reader may not see are not named."""
    today = timezone.localdate(now)
    chosen = Filter(Quarter.of(today))
    waiting, found = submissions_waiting_for(reader), surprises(reader, now)
    over = [load for months in forward_load(chosen, today).values() for load in months if load.is_over]
    late = queueing_of_functions(now) if may(reader, "bottleneck.read") else []
    return Week(
        on=today,
        waiting=list(waiting[:MOST_ROWS]),
        waiting_count=waiting.count(),
        late=[row for row in late if row.late],
        over=over,
        causes=_seen(causes_of(chosen, over), reader),
        unheard=unheard(chosen, today),
        surprises=list(found[:MOST_ROWS]),
        surprise_count=found.count(),
    )


def surprises(reader: User, now: datetime) -> QuerySet[Realised]:
    """The latest complete outcome of each deal that the reader may see, where the last function answered in
    the last seven days and it was bad or above 1.5 times of what was said, or where the contract ended in
    that time."""
    since = now - LAST_DAYS
    later = Realised.objects.filter(
        handover=OuterRef("handover"), is_complete=True, completed_at__gt=OuterRef("completed_at")
    )
    ended = Incident.objects.filter(
        handover=OuterRef("handover"), kind__in=ENDED, at__gt=since, struck_at=None
    )
    harder = Q(handover__is_scored=True, dose__gt=F("handover__base_dose") * SURPRISE_TENTHS / 10)
    seen = Realised.objects.filter(
        handover__in=Handover.objects.standing(),
        handover__deal__in=Deal.objects.visible_to(reader),
        is_complete=True,
    )
    found = seen.filter(Q(completed_at__gt=since) & (harder | Q(is_bad=True)) | Q(Exists(ended), is_bad=True))
    return (
        found.filter(~Exists(later))
        .select_related("handover__deal__customer", "handover__deal__owner")
        .order_by("-is_bad", "-dose", "pk")
    )


def _seen(causes: dict[tuple[str, date], list[Cause]], reader: User) -> dict[tuple[str, date], list[Cause]]:
    serials = {cause.serial for found in causes.values() for cause in found}
    visible = set(Deal.objects.visible_to(reader).filter(serial__in=serials).values_list("serial", flat=True))
    return {key: [cause for cause in found if cause.serial in visible] for key, found in causes.items()}
