"""What “Nothing happened” says of each cell."""

from dataclasses import dataclass

from django.utils import timezone

from outcomes.models import CheckIn, Handover
from outcomes.queries.asked_cells import AskedCell, cells_of
from outcomes.queries.check_ins import answered_cells
from outcomes.queries.lived import standing_outcomes
from outcomes.said import said_cells
from reviews.engine.rounding import half_up
from reviews.facts import engine_policy


@dataclass(frozen=True)
class Uneventful:
    cell: AskedCell
    level: int
    spent_minutes: int
    remaining_minutes: int
    condition_kept: bool | None
    note: str


def uneventful_answers(handover: Handover, check_in: CheckIn) -> list[Uneventful]:
    """One for each cell of the check-in.

    Nothing has happened since the function's last answer: level and whole work of that answer stand. Without
    one it went as expected and without trouble: level 1 (routine), and the whole work is the mean that was
    predicted; none for a term that was never disclosed. Of the whole, the share is spent that of the
    contract's time is over, but never less than was spent before. Imported hours go before all that.
    A note that was written here stays.
    """
    policy = engine_policy(handover.signing.clearance.submission.policy)
    said = said_cells(handover.signing.clearance.score, policy)
    known = standing_outcomes(handover, check_in.moment)
    own = answered_cells(check_in)
    imported = {ids: row for ids, row in own.items() if row.is_imported}
    rows = []
    for cell in cells_of(check_in):
        last = known.get((*cell.ids, check_in.function_id))
        whole = last.minutes if last else said.get(cell.key, {}).get("said_minutes", 0)
        spent = max(_elapsed(handover, whole), last.spent_minutes if last else 0)
        if cell.ids in imported:
            whole, spent = imported[cell.ids].minutes, imported[cell.ids].spent_minutes
        kept = last.condition_kept if last else None
        note = own[cell.ids].note if cell.ids in own else ""
        rows.append(Uneventful(cell, last.level if last else 1, spent, whole - spent, kept, note))
    return rows


def _elapsed(handover: Handover, minutes: int) -> int:
    """The part of the minutes that falls to the time of the contract that is over."""
    days = (handover.ends_on - handover.signed_on).days + 1
    over = (timezone.localdate() - handover.signed_on).days
    return half_up(minutes * min(max(over, 0), days), days)
