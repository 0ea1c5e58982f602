"""The moves of an obligation. Nothing else assigns `Obligation.state`."""

from dealdesk.kit.states import Move, Moves
from outcomes.models.obligation import ObligationState as State

OBLIGATION_MOVES = Moves(
    "obligation",
    {
        "finish": Move(frozenset({State.OPEN}), State.DONE, "finished"),
        "waive": Move(frozenset({State.OPEN}), State.WAIVED, "waived"),
        "reopen": Move(frozenset({State.DONE, State.WAIVED}), State.OPEN, "reopened"),
    },
)
