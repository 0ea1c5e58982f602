"""A figure of a dashboard with all that goes with it, as templates/insights/charts/card.html shows it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from insights.filters import Filter
from insights.presentation.tables import Cell, Column


@dataclass(frozen=True)
class NumberTable:
    """The first cell of a row names it, the others are numbers; a cell's `url` leads to the deals behind it.
    The CSV holds the same rows, with each cell's raw value."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def file_head(self) -> list[str]:
        return [column.file_head for column in self.columns]

    def written(self) -> Iterator[list[object]]:
        for row in self.rows:
            yield [cell.plain for cell in row]


@dataclass(frozen=True)
class Remark:
    """A sentence beneath a chart; `tone` bad, caution, good or none. `links` are (text, url)."""

    text: str
    title: str = ""
    tone: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Panel:
    """`code` names the anchor, the definition and the CSV. `look` is the chart's template and `plot` what it
    draws; `silence` stands instead of it when there is too little to tell. `n` says on how much it stands."""

    code: str
    heading: str
    lead: str
    n: str
    definition_url: str
    csv_url: str = ""
    deals_url: str = ""
    span: str = "span-6"
    look: str = ""
    plot: Any = None
    table: NumberTable | None = None
    silence: str = ""
    remarks: tuple[Remark, ...] = field(default=())


def number_table(
    caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell | str]]
) -> NumberTable:
    shown = tuple(tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in row) for row in rows)
    return NumberTable(caption, tuple(columns), shown)


def definition_url(code: str) -> str:
    return f"{reverse('insights:definitions')}#{code}"


def csv_url(code: str, chosen: Filter) -> str:
    return reverse("insights:csv", args=[code]) + chosen.as_query()


def deals_url(chosen: Filter, **behind: object) -> str:
    """The deals behind a figure; `behind` as insights/drilling.py reads it."""
    return reverse("insights:deals") + chosen.as_query(**behind)
