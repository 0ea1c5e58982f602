"""What an imported row makes of a cell."""

from dataclasses import dataclass

from outcomes.models import CellOutcome
from outcomes.queries.import_targets import Target
from outcomes.queries.lived import standing_outcomes
from outcomes.said import said_cells
from reviews.facts import engine_policy


@dataclass(frozen=True)
class ImportedHours:
    level: int
    spent_minutes: int
    remaining_minutes: int


def imported_hours(target: Target) -> ImportedHours:
    """What the row says goes before what stands there; a cell that it leaves empty stays. In a check-in that
    nobody has answered yet, the rest begins with the last answer, or with what was said at signature: the
    work to come is then what is left of it. The level is no answer until a person gives it."""
    row, last = target.row, target.was or _last_answer(target)
    said = {} if last else _said(target)
    whole = last.minutes if last else said.get("said_minutes", 0)
    spent = row.spent if row.spent is not None else (last.spent_minutes if last else 0)
    remaining = row.remaining if row.remaining is not None else max(0, whole - spent)
    if target.was is not None and row.remaining is None:
        remaining = target.was.remaining_minutes
    level = last.level if last else max(1, said.get("said_level", 0))
    return ImportedHours(level, spent, remaining)


def _last_answer(target: Target) -> CellOutcome | None:
    if target.check_in is None:
        return None
    known = standing_outcomes(target.handover, target.check_in.moment)
    return known.get((*target.cell.ids, target.cell.function.pk))


def _said(target: Target) -> dict[str, int]:
    clearance = target.handover.signing.clearance
    policy = engine_policy(clearance.submission.policy)
    return said_cells(clearance.score, policy).get(target.cell.key, {})
