"""Compare the roll-ups with a fresh count of everything (I16)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from activity.models import OutboxMessage
from insights.rollups import ROLL_UPS, RollUp
from insights.rollups.locks import hold_whole

FOLDING_TASKS = ("insights.fold", "insights.fold_outcomes", "insights.fold_answers")
"""Tasks that, while they are still to be done for a deal, excuse the days of that deal."""


@dataclass(frozen=True)
class Difference:
    """One row: `kept` is what the roll-up holds of the measures that differ, None where it has no row;
    `counted` is what the base tables give, None where they give none."""

    rollup: str
    key: dict[str, Any]
    kept: dict[str, Any] | None
    counted: dict[str, Any] | None

    @property
    def day(self) -> date:
        return date.fromisoformat(next(iter(self.key.values())))

    def __str__(self) -> str:
        where = ", ".join(f"{name}={value}" for name, value in self.key.items())
        return f"{self.rollup} {where}: kept {_said(self.kept)}, counted {_said(self.counted)}"

    def as_document(self) -> dict[str, Any]:
        return {"rollup": self.rollup, "key": self.key, "kept": self.kept, "counted": self.counted}


@dataclass(frozen=True)
class Comparison:
    row_count: int
    differences: tuple[Difference, ...]
    excused: int
    """Differences of days whose folding is still to come."""


def compare_all() -> Comparison:
    """Count everything into temporary tables and compare. Needs a transaction; folding waits until its end.

    A day that a deal touches whose folding is still in the outbox is not held against the roll-up.
    """
    hold_whole()
    found = [(rollup, *_compare(rollup)) for rollup in ROLL_UPS]
    deals = list(
        OutboxMessage.objects.filter(task__in=FOLDING_TASKS, done_at=None).values_list("key", flat=True)
    )
    standing: list[Difference] = []
    for rollup, _, differences in found:
        due = set(rollup.days_of_deals(deals)) if differences and deals else set()
        standing += [difference for difference in differences if difference.day not in due]
    return Comparison(
        row_count=sum(rows for _, rows, _ in found),
        differences=tuple(standing),
        excused=sum(len(differences) for _, _, differences in found) - len(standing),
    )


def _compare(rollup: RollUp) -> tuple[int, list[Difference]]:
    table = f"counted_{rollup.table}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
        cursor.execute(
            f"CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS "
            f"SELECT {rollup.columns} FROM {rollup.table} WITH NO DATA"
        )
        rows = rollup.insert(table, None)
        cursor.execute(_differing(rollup, table))
        found = [_difference(rollup, _row(kept), _row(counted)) for kept, counted in cursor.fetchall()]
    return rows, found


def _differing(rollup: RollUp, table: str) -> str:
    keys = ", ".join(f'"{key}"' for key in rollup.keys)
    return f"""
        SELECT to_jsonb(kept), to_jsonb(counted)
        FROM (SELECT {rollup.columns} FROM {rollup.table}) AS kept
        FULL JOIN (SELECT {rollup.columns} FROM {table}) AS counted USING ({keys})
        WHERE kept IS DISTINCT FROM counted ORDER BY {keys}
    """


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
