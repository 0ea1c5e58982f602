"""The moves of a draft, and with it of its deal. Nothing else assigns `Draft.state`.

A trigger in the database holds the same table (contracts/migrations), and a test compares the two.
"""

from contracts.models.draft import DraftState as State
from dealdesk.kit.states import Move, Moves

DRAFT_MOVES = Moves(
    "draft",
    {
        "submit": Move(frozenset({State.DRAFTING}), State.IN_REVIEW, "submitted"),
        "withdraw": Move(frozenset({State.IN_REVIEW}), State.WITHDRAWN, "withdrawn"),
        "send_back": Move(frozenset({State.IN_REVIEW}), State.SENT_BACK, "sent back"),
        "reject": Move(frozenset({State.IN_REVIEW}), State.REJECTED, "rejected"),
        "replace": Move(frozenset({State.IN_REVIEW}), State.SUPERSEDED, "replaced"),
        "clear": Move(frozenset({State.IN_REVIEW}), State.CLEARED, "cleared"),
        "sign": Move(frozenset({State.CLEARED}), State.SIGNED, "signed"),
        "lapse": Move(frozenset({State.CLEARED}), State.LAPSED, "lapsed"),
        "void": Move(frozenset({State.CLEARED, State.SIGNED}), State.VOIDED, "voided"),
    },
)

COPYABLE = frozenset({State.IN_REVIEW, State.SENT_BACK, State.WITHDRAWN, State.LAPSED, State.VOIDED})
"""States from which the next draft may be made. One still in review is thereby replaced."""
