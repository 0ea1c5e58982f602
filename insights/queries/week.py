"""What an executive's week begins with: what waits, what will overload, what surprised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from accounts.models import User
from accounts.permissions import may
from contracts.models import Deal
from insights.filters import Filter
from insights.periods import Quarter
from insights.queries.forward_load import Cause, MonthLoad, causes_of, forward_load
from insights.queries.surprises import Surprise, surprises_of, surprising
from insights.queries.unheard import Unheard, unheard
from reviews.models import Submission
from reviews.queries.bottlenecks import Queueing, queueing_of_functions
from reviews.queries.queue import submissions_waiting_for

MOST_ROWS = 10


@dataclass(frozen=True)
class Week:
    """As of one moment, for one reader. `waiting` are drafts that wait for the reader's approval, `late`
    functions with late reviews, which each reader is told and some may open, `over` months beyond capacity
    with the deals that fill them, `surprises` what ended or turned out hard in the last seven days. The
    counts say how many there are beyond those listed."""

    on: date
    waiting: Sequence[Submission]
    waiting_count: int
    late: Sequence[Queueing]
    may_open_late: bool
    over: Sequence[MonthLoad]
    causes: dict[tuple[str, date], list[Cause]]
    unheard: Unheard
    surprises: Sequence[Surprise]
    surprise_count: int


def week_of(reader: User, now: datetime) -> Week:
    """A fixed number of queries. Deals that the reader may not see are not named."""
    today = timezone.localdate(now)
    chosen = Filter(Quarter.of(today))
    waiting, found = submissions_waiting_for(reader), surprising(reader, now)
    over = [load for months in forward_load(chosen, today).values() for load in months if load.is_over]
    return Week(
        on=today,
        waiting=list(waiting[:MOST_ROWS]),
        waiting_count=waiting.count(),
        late=[row for row in queueing_of_functions(now) if row.late],
        may_open_late=may(reader, "bottleneck.read"),
        over=over,
        causes=_seen(causes_of(chosen, over), reader),
        unheard=unheard(chosen, today),
        surprises=surprises_of(list(found[:MOST_ROWS]), now),
        surprise_count=found.count(),
    )


def _seen(causes: dict[tuple[str, date], list[Cause]], reader: User) -> dict[tuple[str, date], list[Cause]]:
    serials = {cause.serial for found in causes.values() for cause in found}
    visible = set(Deal.objects.visible_to(reader).filter(serial__in=serials).values_list("serial", flat=True))
    return {key: [cause for cause in found if cause.serial in visible] for key, found in causes.items()}
