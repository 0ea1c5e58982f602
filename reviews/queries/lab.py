"""What a run of the policy lab has found so far."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.db.models import Avg, Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from dealdesk.kit.bands import BAND_BY_CODE
from reviews.models import LabRow, LabRun, Score, Submission

MOST_STEPS = 20
"""Kinds of approvals listed as added or removed, the most frequent first."""


@dataclass(frozen=True)
class Moved:
    """How many submissions went from one band to another."""

    before: str
    after: str
    count: int

    @property
    def is_harder(self) -> bool:
        codes = list(BAND_BY_CODE)
        return codes.index(self.after) > codes.index(self.before)


@dataclass(frozen=True)
class Findings:
    """`wait_before`, `wait_after`: mean business hours until the last approval, over all replayed."""

    replayed: int
    changed: int
    refused: int
    moved: tuple[Moved, ...]
    added: tuple[tuple[str, int], ...]
    removed: tuple[tuple[str, int], ...]
    wait_before: float
    wait_after: float


def submitted_in(from_on: dt.date, to_on: dt.date) -> QuerySet[Submission]:
    """Submissions of the days that have a score to replay, in the order of their ids."""
    return _submitted(from_on, to_on).filter(Exists(_latest_scores().exclude(rule_facts={}))).order_by("pk")


def unreplayable_in(from_on: dt.date, to_on: dt.date) -> int:
    """How many submissions of the days were scored before it was kept what rules were asked about."""
    return _submitted(from_on, to_on).filter(Exists(_latest_scores().filter(rule_facts={}))).count()


def _submitted(from_on: dt.date, to_on: dt.date) -> QuerySet[Submission]:
    zone = timezone.get_current_timezone()
    start = dt.datetime.combine(from_on, dt.time.min, zone)
    end = dt.datetime.combine(to_on + dt.timedelta(days=1), dt.time.min, zone)
    return Submission.objects.filter(at__gte=start, at__lt=end)


def _latest_scores() -> QuerySet[Score]:
    return Score.objects.filter(submission=OuterRef("pk"), is_latest=True)


def findings_of(run: LabRun) -> Findings:
    """A fixed number of queries, whatever was replayed."""
    rows = LabRow.objects.filter(run=run)
    counted = rows.aggregate(
        replayed=Count("pk"),
        changed=Count("pk", filter=Q(is_changed=True)),
        refused=Count("pk", filter=Q(refused=True)),
        before=Avg("wait_before"),
        after=Avg("wait_after"),
    )
    bands = rows.order_by().values_list("band_before", "band_after").annotate(n=Count("pk"))
    return Findings(
        replayed=counted["replayed"],
        changed=counted["changed"],
        refused=counted["refused"],
        moved=tuple(Moved(before, after, n) for before, after, n in bands.order_by("-n") if before != after),
        added=_steps(run, "added"),
        removed=_steps(run, "removed"),
        wait_before=counted["before"] or 0.0,
        wait_after=counted["after"] or 0.0,
    )


def _steps(run: LabRun, column: str) -> tuple[tuple[str, int], ...]:
    """How often each approval is added, or removed: counted by the database."""
    statement = (
        f"SELECT step, count(*) FROM reviews_labrow CROSS JOIN LATERAL unnest({column}) AS step "
        "WHERE run_id = %s GROUP BY step ORDER BY 2 DESC, 1 LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [run.pk, MOST_STEPS])
        return tuple((step, count) for step, count in cursor.fetchall())


def changed_rows(run: LabRun) -> QuerySet[LabRow]:
    return (
        LabRow.objects.filter(run=run, is_changed=True)
        .select_related("submission__draft__deal__customer", "submission__draft__deal__owner")
        .order_by("id")
    )


def all_rows(run: LabRun) -> QuerySet[LabRow]:
    return (
        LabRow.objects.filter(run=run)
        .select_related("submission__draft__deal__customer", "submission__draft__deal__owner")
        .order_by("id")
    )
