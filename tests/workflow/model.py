"""What we believe about a deal while random verbs are tried on it. It does not look at the gate."""

from dataclasses import dataclass, field

from contracts.models import DraftState

NEEDED = {"AUTO": 0, "MGR": 1, "VP": 1, "EXEC": 2}


@dataclass
class Model:
    """What we believe: the state, which cells of the current draft are answered, who approved what."""

    state: str = DraftState.DRAFTING
    number: int = 1
    answered: dict[tuple[str, str], int] = field(default_factory=dict)
    blocked: set[tuple[str, str]] = field(default_factory=set)
    kept: dict[tuple[str, str], int] = field(default_factory=dict)
    kept_blocked: set[tuple[str, str]] = field(default_factory=set)
    sent_back: int = 0
    approvers: set[int] = field(default_factory=set)
