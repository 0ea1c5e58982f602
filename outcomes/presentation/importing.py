"""The page of an import, row by row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dealdesk.kit.counting import counted
from dealdesk.kit.spans import day_in_words
from outcomes.import_rows import ImportRow
from outcomes.models import Moment, OutcomeImport


@dataclass(frozen=True)
class ShownRow:
    """`goes_to` says in words what becomes of the hours, `tickets` of the tickets; empty without any."""

    row: ImportRow
    goes_to: str
    tickets: str


def shown_rows(rows: Iterable[ImportRow]) -> list[ShownRow]:
    return [ShownRow(row, _goes_to(row), _tickets(row)) for row in rows]


def summary_of(imported: OutcomeImport, rows: list[ImportRow]) -> str:
    """What the rows hold; only their number for an import that was taken over and kept none."""
    if imported.taken_at and not rows:
        return counted_rows(imported)
    hours = sum(row.has_hours for row in rows)
    tickets = sum(row.tickets for row in rows if not row.is_counted_already)
    deals = len({row.serial for row in rows})
    parts = [f"{counted(hours, 'row')} with hours", counted(tickets, "ticket")]
    return f"{' and '.join(parts)} for {counted(deals, 'deal')}"


def counted_rows(imported: OutcomeImport) -> str:
    return counted(imported.row_count, "row")


def _goes_to(row: ImportRow) -> str:
    if not row.has_hours:
        return ""
    name = Moment(row.moment).label
    return f"{name}, open: kept until it is answered" if row.is_open else f"{name}, answered: corrected"


def _tickets(row: ImportRow) -> str:
    if not row.tickets:
        return ""
    said = f"{row.tickets:,} until {day_in_words(date.fromisoformat(row.tickets_on))}"
    return f"{said}: counted already" if row.is_counted_already else said
