"""Independent checks of the invariants: they read tables and call no action."""

from dealdesk.verification.approvals import APPROVAL_CHECKS
from dealdesk.verification.decisions import DECISION_CHECKS
from dealdesk.verification.events import EVENT_CHECKS
from dealdesk.verification.glass import GLASS_CHECKS
from dealdesk.verification.invariant import Invariant
from dealdesk.verification.outcomes import OUTCOME_CHECKS
from dealdesk.verification.promises import PROMISE_CHECKS
from dealdesk.verification.reproduction import REPRODUCTION_CHECKS
from dealdesk.verification.rollups import ROLLUP_CHECKS
from dealdesk.verification.work import WORK_CHECKS

INVARIANTS: tuple[Invariant, ...] = tuple(
    sorted(
        (
            *DECISION_CHECKS,
            *APPROVAL_CHECKS,
            *GLASS_CHECKS,
            *EVENT_CHECKS,
            *OUTCOME_CHECKS,
            *PROMISE_CHECKS,
            *REPRODUCTION_CHECKS,
            *WORK_CHECKS,
            *ROLLUP_CHECKS,
        ),
        key=lambda invariant: int(invariant.code[1:]),
    )
)

__all__ = ["INVARIANTS", "Invariant"]
