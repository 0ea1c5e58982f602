"""What a roll-up is: one SELECT over the base tables, of some days or of all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Model

SLICE = ("kind", "country", "lines")
"""What every roll-up can be narrowed by."""


@dataclass(frozen=True)
class RollUp:
    """A table of sums, kept beside the tables that it is counted from.

    `keys` name the columns that make a row one; the first is its day (of a month: the first). `counted` is a
    SELECT of keys and measures, restricted by the parameter `days`, NULL for all. `touched` selects the days
    on which the deal `deal` has or had a part: nothing that gives a day is ever deleted or moved.
    """

    model: type[Model]
    keys: tuple[str, ...]
    measures: tuple[str, ...]
    counted: str
    touched: str

    @property
    def name(self) -> str:
        return self.model._meta.model_name or ""

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def day(self) -> str:
        return self.keys[0]

    @property
    def columns(self) -> str:
        return ", ".join(f'"{column}"' for column in (*self.keys, *self.measures))

    def insert(self, table: str, days: Sequence[date] | None) -> int:
        """Count these days, or all, into a table that has the columns; returns how many rows."""
        with connection.cursor() as cursor:
            parameters: dict[str, Any] = {"days": None if days is None else list(days)}
            cursor.execute(f"INSERT INTO {table} ({self.columns}) {self.counted}", parameters)
            return int(cursor.rowcount)

    def delete(self, days: Sequence[date]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f'DELETE FROM {self.table} WHERE "{self.day}" = ANY(%s::date[])', [list(days)])

    def days_of_deals(self, deals: Collection[int]) -> list[date]:
        """Days that these deals touch, in order."""
        with connection.cursor() as cursor:
            cursor.execute(self.touched, {"deals": list(deals)})
            return sorted(day for (day,) in cursor.fetchall())


def histogram(expression: str, bins: int, condition: str = "TRUE") -> str:
    """An SQL array that counts the rows whose `expression` is 0, 1, ... bins - 1."""
    counts = (f"count(*) FILTER (WHERE {condition} AND {expression} = {bin_})" for bin_ in range(bins))
    return f"ARRAY[{', '.join(counts)}]::int[]"


def sorted_lines(deal: str) -> str:
    """The product lines of a deal as SQL: each once, in the order of their characters."""
    return (
        f'ARRAY(SELECT DISTINCT line COLLATE "C" FROM unnest({deal}.product_lines) AS line ORDER BY 1)'
        "::varchar(60)[]"
    )


def log_ratio(was: str, said: str) -> str:
    """y = ln((was + d) / (said + d)) with d = 50,000 micro-doses, as SQL (docs/outcomes.md, section 4.5)."""
    return f"ln(({was} + 50000)::float8 / ({said} + 50000))"
