"""Who must agree before this may be signed. What cannot be computed is closed."""

from dataclasses import dataclass
from math import floor

from reviews.engine.capacity import function_months
from reviews.engine.facts import DealFacts
from reviews.engine.policy_version import PER_MILLE, Policy
from reviews.engine.scales import BANDS, CLOSED, harder_band
from reviews.engine.vector import Statement

EASIEST, HARDEST = BANDS[0], BANDS[-1]
UNSETTLED = "VP"  # the least band of a deal about which colleagues or the customer are not agreed


@dataclass(frozen=True)
class RuleFloor:
    """The least band that the rules beside the score allow, and why."""

    band: str = EASIEST
    reasons: tuple[str, ...] = ()

    def raised(self, bands: list[str], reason: str) -> "RuleFloor":
        """Raised to the hardest of `bands`; the same when there is none."""
        if not bands:
            return self
        return RuleFloor(max(self.band, *bands, key=BANDS.index), (*self.reasons, reason))


def rule_floor(facts: DealFacts, p80: float, policy: Policy) -> RuleFloor:
    """Cost, load, disagreement and the customer's open concerns. `p80` in minor currency units."""
    share = floor(PER_MILLE * p80 / facts.value + 0.5)
    reached = [band for threshold, band in policy.cost_gate if share >= threshold]
    least = RuleFloor().raised(reached, f"P80 cost {share // 10}.{share % 10}% of value")
    for entry in function_months(facts):
        passed = [band for threshold, band in policy.load_gate if entry.is_above(threshold)]
        least = least.raised(passed, f"{entry.function} month {entry.month} at {entry.per_cent}%")
    for term, function in facts.disputed:
        least = least.raised([UNSETTLED], f"{term}.{function} reviewers two levels apart")
    concern = [UNSETTLED] if facts.has_open_concern else []
    return least.raised(concern, "renewal with an open customer concern")


def gate_of(statement: Statement, band: str) -> str:
    """CLOSED, or the band that must approve. `band` is that of the low end of the score."""
    if statement.is_blocked or band == HARDEST:
        return HARDEST
    if statement.missing:
        return CLOSED
    return harder_band(band, statement.floor)


def route_of(statement: Statement, band: str) -> str:
    """Whom to ask already now: no answer that is missing can make it easier than this."""
    return HARDEST if statement.is_blocked else harder_band(band, statement.floor)


def gate_reasons(statement: Statement, band: str) -> tuple[str, ...]:
    """Why the gate is blocked or closed; empty when it is neither."""
    if statement.is_blocked:
        return ("blocker",)
    if band == HARDEST:
        return ("score",)
    if statement.missing:
        return (f"{statement.missing} of {statement.required} reviews missing",)
    return ()
