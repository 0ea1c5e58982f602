"""The lists inside a deal document, read entry by entry."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from reviews.engine import checks, limits
from reviews.engine.cell import Cell, Key, function_code, term_name
from reviews.engine.checks import InvalidFacts, path


@dataclass(frozen=True)
class TermFacts:
    """A term's count of distinct obligations (`n`) and its category (`k`); None means not said."""

    n: int | None = None
    k: str | None = None

    @property
    def count(self) -> int:
        return 1 if self.n is None else self.n

    def as_document(self) -> dict[str, object]:
        return {key: value for key, value in (("n", self.n), ("k", self.k)) if value is not None}


class MonthLoad(NamedTuple):
    """One function in one month, in minutes.

    `pipeline` is weighted by probability; `own` is what this deal would add.
    """

    committed: int
    pipeline: int
    capacity: int
    own: int

    @property
    def before(self) -> int:
        return self.committed + self.pipeline

    @property
    def after(self) -> int:
        return self.before + self.own


def cells(value: object, disputed: object) -> tuple[Cell, ...]:
    """The answers, each pair once; `disputed` marks those whose reviewers stand far apart."""
    entries = checks.listing(value, "cells", longest=limits.MOST_CELLS)
    read = [Cell.from_document(entry, f"cells[{row}]") for row, entry in enumerate(entries)]
    _refuse_repeats([cell.key for cell in read], "cells")
    marked = pairs(disputed, "disputed")
    answered = {cell.key for cell in read}
    for row, pair in enumerate(marked):
        if pair not in answered:
            raise InvalidFacts(f"disputed[{row}]", f"names {'/'.join(pair)}, which has no cell")
    return tuple(replace(cell, is_disputed=cell.key in marked) for cell in read)


def pairs(value: object, field: str) -> tuple[Key, ...]:
    """A list of [term, function], each once."""
    read = []
    for row, entry in enumerate(checks.listing(value, field, longest=limits.MOST_CELLS)):
        place = f"{field}[{row}]"
        term, function = checks.listing(entry, place, longest=2, exactly=2)
        read.append((term_name(term, place), function_code(function, place)))
    _refuse_repeats(read, field)
    return tuple(read)


def terms(value: object) -> Mapping[str, TermFacts]:
    read = {}
    for name, entry in checks.mapping(value, "terms").items():
        place = path("terms", term_name(name, "terms"))
        said = checks.record(entry, place, needs=(), may_have=("n", "k"))
        read[name] = TermFacts(
            n=checks.whole_number(said["n"], path(place, "n"), 1, 1_000) if "n" in said else None,
            k=checks.text(said["k"], path(place, "k"), limits.NAME, "a category's name")
            if "k" in said
            else None,
        )
    return read


def calendars(value: object) -> Mapping[str, tuple[MonthLoad, ...]]:
    read = {}
    for code, months in checks.mapping(value, "cal").items():
        place = path("cal", function_code(code, "cal"))
        entries = checks.listing(months, place, longest=limits.MOST_CALENDAR_MONTHS)
        read[code] = tuple(_month_load(entry, f"{place}[{month}]") for month, entry in enumerate(entries))
    return read


def _month_load(entry: object, place: str) -> MonthLoad:
    numbers = checks.listing(entry, place, longest=4, exactly=4)
    load = MonthLoad(*(checks.whole_number(number, place, 0, limits.MOST_LOAD_MINUTES) for number in numbers))
    if load.capacity == 0:
        raise InvalidFacts(place, "must have a capacity of at least one minute, not 0")
    return load


def _refuse_repeats(keys: list[Key], field: str) -> None:
    first: dict[Key, int] = {}
    for row, key in enumerate(keys):
        if key in first:
            raise InvalidFacts(f"{field}[{row}]", f"repeats {'/'.join(key)} of {field}[{first[key]}]")
        first[key] = row
