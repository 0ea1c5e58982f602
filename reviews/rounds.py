"""Rounds: how often a deal may be sent back before the deal desk has to step in."""

from dataclasses import dataclass

from accounts.models import Role, User
from contracts.models import Deal, DraftState
from reviews.engine.rules import Rulebook


@dataclass(frozen=True)
class Rounds:
    """`sent_back` counts the drafts of the deal that came back, `allowed` is what the policy sets."""

    sent_back: int
    allowed: int

    @property
    def are_over(self) -> bool:
        return self.sent_back >= self.allowed

    @property
    def shown(self) -> str:
        """The round that is under way: “round 2 of 3”."""
        if self.are_over:
            return f"{times(self.sent_back)} sent back; only the deal desk submits it"
        return f"round {self.sent_back + 1} of {self.allowed}"


def rounds_of(deal: Deal, rulebook: Rulebook) -> Rounds:
    return Rounds(deal.drafts.filter(state=DraftState.SENT_BACK).count(), rulebook.settings.rounds)


def refusal_to_submit(rounds: Rounds, by: User) -> str:
    """Why this person may not submit the deal once more; empty when they may."""
    if not rounds.are_over or Role.DEAL_DESK in by.roles:
        return ""
    return (
        f"This deal was sent back {times(rounds.sent_back)}, which is all that the policy allows. "
        "Only the deal desk can submit it now; they were told."
    )


def times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
