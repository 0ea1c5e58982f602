"""What “Nothing happened” says of each cell."""

from dataclasses import dataclass

from django.utils import timezone

from outcomes.models import CheckIn, Handover
from outcomes.queries.asked_cells import AskedCell, cells_of
from outcomes.queries.check_ins import answered_cells
from outcomes.queries.lived import standing_outcomes
from outcomes.said import said_cells
from outcomes.standing_hours import standing_hours
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
    rows = []
    for cell in cells_of(check_in):
        last = known.get((*cell.ids, check_in.function_id))
        here = own.get(cell.ids)
        standing = standing_hours(here, last, said.get(cell.key, {}).get("said_minutes", 0))
        spent = standing.spent_minutes
        if here is None or not here.is_imported:
            spent = max(spent, _elapsed(handover, standing.whole_minutes))
        rows.append(
            Uneventful(
                cell=cell,
                level=last.level if last else 1,
                spent_minutes=spent,
                remaining_minutes=standing.left_after(spent),
                condition_kept=last.condition_kept if last else None,
                note=here.note if here else "",
            )
        )
    return rows


def _elapsed(handover: Handover, minutes: int) -> int:
    """The part of the minutes that falls to the time of the contract that is over."""
    days = (handover.ends_on - handover.signed_on).days + 1
    over = (timezone.localdate() - handover.signed_on).days
    return half_up(minutes * min(max(over, 0), days), days)
