"""What becomes of each row of an import: seen before it is taken over, and kept from then on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from outcomes.models import OutcomeImport
from outcomes.queries.import_targets import Plan, Target


@dataclass(frozen=True)
class ImportRow:
    """Hours in minutes: `spent` and `remaining` as the row says, None where it says nothing; `*_before` what
    stood there, None where nothing did. `moment` is that of the check-in which takes them, empty for tickets
    alone; `is_open`: nobody has answered it yet. `tickets_on` is the day on
    which they are recorded, such as 2026-03-31."""

    line: int
    serial: int
    deal: str
    term: str
    function: str
    spent: int | None
    spent_before: int | None
    remaining: int | None
    remaining_before: int | None
    moment: str
    is_open: bool
    tickets: int
    tickets_on: str
    is_counted_already: bool

    @property
    def has_hours(self) -> bool:
        return bool(self.moment)


def planned_rows(plan: Plan) -> list[ImportRow]:
    return [_row(target) for target in plan.targets]


def as_kept(rows: list[ImportRow]) -> list[dict[str, Any]]:
    """As OutcomeImport.taken holds them."""
    return [asdict(row) for row in rows]


def kept_rows(imported: OutcomeImport) -> list[ImportRow]:
    """What was done when it was taken over; empty before, and for the first imports, which kept nothing."""
    return [ImportRow(**row) for row in imported.taken]


def _row(target: Target) -> ImportRow:
    row, was, check_in = target.row, target.was, target.check_in
    return ImportRow(
        line=row.line,
        serial=target.handover.deal.serial,
        deal=row.deal,
        term=target.cell.name,
        function=target.cell.function.name,
        spent=row.spent,
        spent_before=was.spent_minutes if was else None,
        remaining=row.remaining,
        remaining_before=was.remaining_minutes if was else None,
        moment=check_in.moment if check_in else "",
        is_open=check_in is not None and check_in.answered_at is None,
        tickets=row.tickets or 0,
        tickets_on=target.tickets_on.isoformat() if target.tickets_on else "",
        is_counted_already=target.has_tickets,
    )
