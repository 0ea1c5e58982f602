from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Invariant:
    """One promise of docs/architecture.md; `breaches` yields a sentence for each thing that breaks it."""

    code: str
    promise: str
    breaches: Callable[[], Iterable[str]]


def rows(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def sentences(sql: str, text: str) -> Callable[[], Iterable[str]]:
    """A check in SQL: every row found is a breach, put into words by `text`."""
    return lambda: [text.format(*row) for row in rows(sql)]
