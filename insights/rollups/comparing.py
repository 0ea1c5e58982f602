"""Compare the roll-ups with a fresh count of everything (I16)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from activity.models import OutboxMessage
from insights.rollups import ROLL_UPS, RollUp
from insights.rollups.locks import hold_whole

FOLDING_TASKS = ("insights.fold", "insights.fold_outcomes", "insights.fold_answers")
"""Tasks that, while they are still to be done for a deal, excuse the days of that deal."""

SHOWN = 100
"""Differences of each roll-up that are read in full."""


@dataclass(frozen=True)
class Difference:
    """One row: `kept` is what the roll-up holds of the measures that differ, None where it has no row;
    `counted` is what the base tables give, None where they give none."""

    rollup: str
    key: dict[str, Any]
    kept: dict[str, Any] | None
    counted: dict[str, Any] | None

    def __str__(self) -> str:
        where = ", ".join(f"{name}={value}" for name, value in self.key.items())
        return f"{self.rollup} {where}: kept {_said(self.kept)}, counted {_said(self.counted)}"

    def as_document(self) -> dict[str, Any]:
        return {"rollup": self.rollup, "key": self.key, "kept": self.kept, "counted": self.counted}


@dataclass(frozen=True)
class Comparison:
    """How many rows were counted, how many differ, the first of them in full, and on which days by roll-up.
    `excused`: differences of days whose folding is still to come."""

    row_count: int
    difference_count: int
    differences: tuple[Difference, ...]
    days: Mapping[str, Sequence[date]]
    excused: int


def compare_all() -> Comparison:
    """Count everything into temporary tables and compare. Needs a transaction; folding waits until its end.

    A day that a deal touches whose folding is still in the outbox is not held against the roll-up.
    """
    hold_whole()
    rows = {rollup.name: _count(rollup) for rollup in ROLL_UPS}
    found = {rollup.name: _differing_days(rollup) for rollup in ROLL_UPS}
    deals = _deals_to_be_folded() if any(found.values()) else []
    due = {rollup.name: set(rollup.days_of_deals(deals)) if deals else set() for rollup in ROLL_UPS}
    days = {name: [day for day in found[name] if day not in due[name]] for name in found}
    differing = sum(found[name][day] for name in found for day in days[name])
    return Comparison(
        row_count=sum(rows.values()),
        difference_count=differing,
        differences=tuple(one for rollup in ROLL_UPS for one in _first(rollup, days[rollup.name])),
        days=days,
        excused=sum(sum(counts.values()) for counts in found.values()) - differing,
    )


def _deals_to_be_folded() -> list[int]:
    return list(
        OutboxMessage.objects.filter(task__in=FOLDING_TASKS, done_at=None)
        .values_list("key", flat=True)
        .distinct()
    )


def _count(rollup: RollUp) -> int:
    table = _counted(rollup)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
        cursor.execute(
            f"CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS "
            f"SELECT {rollup.columns} FROM {rollup.table} WITH NO DATA"
        )
        return rollup.insert(table, None)


def _differing_days(rollup: RollUp) -> dict[date, int]:
    """Number of differing rows by day."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{rollup.day}", count(*) {_differing(rollup)} GROUP BY 1 ORDER BY 1')
        return dict(cursor.fetchall())


def _first(rollup: RollUp, days: Sequence[date]) -> list[Difference]:
    """The first rows that differ on these days, at most SHOWN."""
    if not days:
        return []
    keys = ", ".join(f'"{key}"' for key in rollup.keys)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT to_jsonb(kept), to_jsonb(counted) {_differing(rollup)}"
            f' AND "{rollup.day}" = ANY(%s::date[]) ORDER BY {keys} LIMIT {SHOWN}',
            [list(days)],
        )
        return [_difference(rollup, _row(kept), _row(counted)) for kept, counted in cursor.fetchall()]


def _differing(rollup: RollUp) -> str:
    keys = ", ".join(f'"{key}"' for key in rollup.keys)
    return f"""
        FROM (SELECT {rollup.columns} FROM {rollup.table}) AS kept
        FULL JOIN (SELECT {rollup.columns} FROM {_counted(rollup)}) AS counted USING ({keys})
        WHERE kept IS DISTINCT FROM counted
    """


def _counted(rollup: RollUp) -> str:
    return f"counted_{rollup.table}"


def _row(text: str | None) -> dict[str, Any] | None:
    row: dict[str, Any] | None = None if text is None else json.loads(text)
    return row


def _difference(rollup: RollUp, kept: dict[str, Any] | None, counted: dict[str, Any] | None) -> Difference:
    row = kept or counted or {}
    differing = [name for name in rollup.measures if not (kept and counted) or kept[name] != counted[name]]
    return Difference(
        rollup=rollup.name,
        key={name: row[name] for name in rollup.keys},
        kept=_only(differing, kept),
        counted=_only(differing, counted),
    )


def _only(names: Iterable[str], row: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if row is None else {name: row[name] for name in names}


def _said(measures: dict[str, Any] | None) -> str:
    if measures is None:
        return "no row"
    return " ".join(f"{name}={value}" for name, value in measures.items())
