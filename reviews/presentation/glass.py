"""Broken glass as pages show it: what was asked, by whom, why, and what the gate said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from accounts.permissions import may
from contracts.models import Draft, DraftState
from contracts.workflow import DRAFT_MOVES
from reviews.models import BrokenGlass
from reviews.policy import wrote_in


@dataclass(frozen=True)
class GlassBanner:
    """`state` is asked, broken or declined. `may_settle`: the reader may confirm or decline."""

    state: str
    asked_by: str
    asked_at: datetime
    confirmed_by: str
    reason: str
    gate_said: Sequence[str]
    may_settle: bool


def glass_banner(draft: Draft, glass: BrokenGlass | None, reader: User) -> GlassBanner | None:
    """None while nobody has asked about this draft, and for what was declined before the next draft."""
    if glass is None or (glass.confirmed_at is None and draft.state != DraftState.IN_REVIEW):
        return None
    return GlassBanner(
        state=state_of(glass),
        asked_by=glass.asked_by.name,
        asked_at=glass.asked_at,
        confirmed_by=glass.confirmed_by.name if glass.confirmed_by else "",
        reason=glass.reason,
        gate_said=glass.why_closed.splitlines() if glass.confirmed_at else (),
        may_settle=state_of(glass) == "asked" and may_try(draft, reader),
    )


def state_of(glass: BrokenGlass) -> str:
    if glass.confirmed_at is not None:
        return "broken"
    return "asked" if glass.declined_at is None else "declined"


def may_try(draft: Draft, reader: User) -> bool:
    """May the reader ask for it, or settle what was asked?"""
    is_open = draft.is_current and DRAFT_MOVES.allows(draft.state, "clear")
    return is_open and may(reader, "glass.break") and not wrote_in(draft.deal, reader)
