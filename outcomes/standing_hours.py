"""The work of a cell that stands while its function says nothing else of it."""

from dataclasses import dataclass

from outcomes.models import CellOutcome


@dataclass(frozen=True)
class StandingHours:
    """Minutes spent up to now, and of the whole work. `source` says in words who said so; empty where
    nothing was said, as of a term that was never disclosed."""

    spent_minutes: int
    whole_minutes: int
    source: str

    def left_after(self, spent_minutes: int) -> int:
        """Minutes still to come."""
        return max(self.whole_minutes - spent_minutes, 0)


def standing_hours(own: CellOutcome | None, last: CellOutcome | None, said_minutes: int) -> StandingHours:
    """`own`: what is stored of the cell at this check-in, `last`: the function's last answer, here or
    before, `said_minutes`: the mean that was predicted. Imported hours go before the answer, and that before
    the prediction (docs/outcomes.md, section 1.3)."""
    if own is not None and own.is_imported:
        return StandingHours(own.spent_minutes, own.minutes, "as imported")
    if last is not None:
        return StandingHours(last.spent_minutes, last.minutes, "as last answered")
    return StandingHours(0, said_minutes, "as said" if said_minutes else "")
