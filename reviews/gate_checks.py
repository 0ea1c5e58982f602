"""One line of the gate."""

from dataclasses import dataclass
from enum import StrEnum


class CheckState(StrEnum):
    PASSED = "passed"
    PENDING = "pending"
    FAILED = "failed"


@dataclass(frozen=True)
class Check:
    """What must hold, how it stands, why, and what to do next."""

    key: str
    title: str
    state: CheckState
    reason: str = ""
    next_step: str = ""
    term_position: int | None = None
