"""A CSV file of actual hours and tickets, read row by row. Pure; every fault is a sentence with its line."""

import csv
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO

COLUMNS = ("deal", "term", "function", "spent_hours", "remaining_hours", "tickets", "day")
NEEDED = ("deal", "term", "function")
MOST_ROWS = 500
MOST_BYTES = 256 * 1024
MOST_IN_CELL = 200
_HOURS = re.compile(r"\d{1,6}(?:[.,]\d{1,4})?")
_COUNT = re.compile(r"\d{1,7}")
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


class InvalidRow(Exception):
    """A row that cannot be read; the text says why."""


@dataclass(frozen=True)
class CsvRow:
    """`line` counts from 1, the head included. Efforts in minutes; None where the cell was left empty. `day`
    is the last day of a month that was given without one."""

    line: int
    deal: str
    term: str
    function: str
    spent: int | None
    remaining: int | None
    tickets: int | None
    day: date | None


@dataclass
class Sheet:
    """`faults` by line, 0 for the file as a whole; any of them keeps all rows out."""

    rows: list[CsvRow] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


def read_sheet(text: str) -> Sheet:
    """Comma, semicolon or tab between the cells; the first line names the columns, in any order."""
    sheet = Sheet()
    if "\x00" in text:
        sheet.faults.append((0, "This is no text file. Save the sheet as CSV (UTF-8)."))
        return sheet
    try:
        _read(text.lstrip("\ufeff"), sheet)
    except csv.Error as fault:
        sheet.faults.append((0, f"This is no CSV file that can be read ({fault})."))
    if not sheet.rows and not sheet.faults:
        sheet.faults.append((0, "There is no row below the head."))
    return sheet


def _read(text: str, sheet: Sheet) -> None:
    lines = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    head = [name.strip().lower() for name in next(lines, [])]
    wrong = _wrong_head(head)
    if wrong:
        sheet.faults.append((1, wrong))
        return
    for line, cells in _filled(lines):
        if len(sheet.rows) + len(sheet.faults) >= MOST_ROWS:
            sheet.faults.append((line, f"A file holds at most {MOST_ROWS} rows. Split it."))
            return
        try:
            sheet.rows.append(_row(line, head, cells))
        except InvalidRow as fault:
            sheet.faults.append((line, str(fault)))


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _filled(lines: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    for line, cells in enumerate(lines, start=2):
        if any(cell.strip() for cell in cells):
            yield line, [cell.strip() for cell in cells]


def _wrong_head(head: list[str]) -> str:
    strange = [name[:40] or "(empty)" for name in head if name not in COLUMNS]
    if strange:
        return f"Unknown column: {', '.join(strange[:5])}. Known are {', '.join(COLUMNS)}."
    if len(set(head)) < len(head):
        return "A column is there twice."
    missing = [name for name in NEEDED if name not in head]
    return f"The first line must name the columns; missing: {', '.join(missing)}." if missing else ""


def _row(line: int, head: list[str], cells: list[str]) -> CsvRow:
    if len(cells) != len(head):
        raise InvalidRow(f"There are {len(cells)} cells, and {len(head)} columns.")
    if any(len(cell) > MOST_IN_CELL for cell in cells):
        raise InvalidRow(f"A cell holds more than {MOST_IN_CELL} characters.")
    said = dict.fromkeys(COLUMNS, "") | dict(zip(head, cells, strict=True))
    for name in NEEDED:
        if not said[name]:
            raise InvalidRow(f"The {name} is missing.")
    row = CsvRow(
        line=line,
        deal=said["deal"].upper(),
        term=said["term"],
        function=said["function"].upper(),
        spent=_minutes(said["spent_hours"], "spent_hours"),
        remaining=_minutes(said["remaining_hours"], "remaining_hours"),
        tickets=_tickets(said["tickets"]),
        day=_day(said["day"]),
    )
    if row.spent is None and row.remaining is None and row.tickets is None:
        raise InvalidRow("There are neither hours nor tickets.")
    if row.tickets and row.day is None:
        raise InvalidRow("Tickets need a day or a month, such as 2026-03-09 or 2026-03.")
    return row


def _minutes(typed: str, column: str) -> int | None:
    if not typed:
        return None
    if not _HOURS.fullmatch(typed):
        raise InvalidRow(f"{column} is a number of hours such as 12 or 1.5, not {typed[:40]}.")
    hours = Decimal(typed.replace(",", "."))
    return int((hours * 60).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _tickets(typed: str) -> int | None:
    if not typed:
        return None
    if not _COUNT.fullmatch(typed):
        raise InvalidRow(f"tickets is a whole number, not {typed[:40]}.")
    return int(typed)


def _day(typed: str) -> date | None:
    if not typed:
        return None
    found = _DAY.fullmatch(typed)
    try:
        year, month, day = (int(part) if part else None for part in found.groups()) if found else (0, 0, 0)
        return date(year or 0, month or 0, day or monthrange(year or 0, month or 0)[1])
    except ValueError as fault:
        raise InvalidRow(f"day is such as 2026-03-09, or 2026-03 for a month, not {typed[:40]}.") from fault
