"""Tables of figures: the same rows on the page and in the CSV behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

WIDE_FROM = 8
"""Columns from which a table may need to be moved sideways."""


@dataclass(frozen=True)
class Column:
    """`is_long`: whole sentences, which on a phone take the whole width. `in_file`: what a download calls it
    where `label` is too short, for its cells are bare numbers and it stands alone."""

    label: str
    is_number: bool = False
    is_long: bool = False
    in_file: str = ""

    @property
    def file_head(self) -> str:
        return self.in_file or self.label


SIGNED_ON = Column("Signed", in_file="Signed on")


@dataclass(frozen=True)
class Cell:
    """`text` is shown, `raw` written into the CSV: a plain number instead of “1.5 h”."""

    text: str
    raw: object = None
    url: str = ""
    note: str = ""
    tone: str = ""
    column: Column | None = None

    @property
    def plain(self) -> object:
        return self.text if self.raw is None else self.raw


@dataclass(frozen=True)
class Turns:
    """The way to the pages before and after; empty where there is none."""

    newer_url: str = ""
    older_url: str = ""


@dataclass(frozen=True)
class Table:
    """`code` names it in the address (?csv=code); `silence` says why there is nothing to show."""

    code: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]] = ()
    lead: str = ""
    silence: str = "Nothing of the kind in this period."
    turns: Turns = Turns()
    has_csv: bool = True
    csv_url: str = ""

    @property
    def is_wide(self) -> bool:
        return len(self.columns) >= WIDE_FROM

    @property
    def lines(self) -> list[list[Cell]]:
        """Each cell with its column's heading, for phones."""
        return [
            [replace(cell, column=column) for cell, column in pairs]
            for pairs in (zip(row, self.columns, strict=True) for row in self.rows)
        ]

    @property
    def file_head(self) -> list[str]:
        return [column.file_head for column in self.columns]

    def written(self) -> Iterator[list[object]]:
        for row in self.rows:
            yield [cell.plain for cell in row]


@dataclass(frozen=True)
class Figure:
    """One large value with its n; templates/components/figures.html shows a row of them."""

    label: str
    value: str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True)
class InsightPage:
    """What one of the further pages says: figures, then charts (Panel of insights/presentation/panels.py),
    then tables, then how each is reckoned."""

    name: str
    title: str
    lead: str
    figures: Sequence[Figure] = ()
    panels: Sequence[Any] = ()
    tables: Sequence[Table] = ()
    definitions: Sequence[str] = ()
    parent_url: str = ""
    parent_label: str = ""
    links: Sequence[tuple[str, str]] = ()

    def table(self, code: str) -> Table | None:
        return next((table for table in self.tables if table.code == code), None)


def texts(*labels: str) -> list[Column]:
    return [Column(label) for label in labels]


def sentences(label: str) -> Column:
    return Column(label, is_long=True)


def numbers(*labels: str) -> list[Column]:
    return [Column(label, is_number=True) for label in labels]


def number(label: str, in_file: str) -> Column:
    """A number that a download calls otherwise."""
    return Column(label, is_number=True, in_file=in_file)


def numbers_in(unit: str, *labels: str) -> list[Column]:
    """Numbers whose unit the page writes into each cell or leaves to the context, and a download into the
    head: h, %, points, deals, a currency, or share for 0 to 1."""
    return [number(label, f"{label}, {unit}") for label in labels]
