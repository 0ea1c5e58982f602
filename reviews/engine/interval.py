"""Where a draft stands: its score, the interval while reviews are missing, and the gate."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from reviews.engine.checks import InvalidFacts, shown
from reviews.engine.gate import gate_of, gate_reasons, route_of
from reviews.engine.policy_version import Policy
from reviews.engine.rounding import score_in_six_decimals
from reviews.engine.scales import DEFAULT_POLICY
from reviews.engine.scoring import tenths_of
from reviews.engine.vector import Statement, in_points, parse


@dataclass(frozen=True)
class Standing:
    """All that follows from a statement under its policy. Doses in micro-doses, scores in tenths."""

    statement: Statement
    policy: Policy

    @property
    def S(self) -> int:
        return self.statement.totals.S

    @property
    def E(self) -> int:
        return self.statement.totals.E

    @property
    def K(self) -> int:
        return self.statement.capacity_dose

    @cached_property
    def dose(self) -> int:
        return self.statement.low_dose

    @property
    def tenths(self) -> int:
        """The score of the dose alone (0-999), as if no blocker stood."""
        return self.low_tenths

    @property
    def shown_tenths(self) -> int:
        """The score people see (0-1000): 1000 is kept for a blocker."""
        return self.statement.shown_tenths

    @cached_property
    def low_tenths(self) -> int:
        return tenths_of(self.dose)

    @cached_property
    def high_tenths(self) -> int:
        return tenths_of(self.statement.high_dose)

    @property
    def band_low(self) -> str:
        return self.policy.band_of(self.low_tenths)

    @property
    def band_high(self) -> str:
        return self.policy.band_of(self.high_tenths)

    @property
    def decided(self) -> bool:
        """Both ends share a band: the approver is final, though release still needs every answer."""
        return self.band_low == self.band_high

    @property
    def is_blocked(self) -> bool:
        """A blocker stands."""
        return self.statement.is_blocked

    @property
    def gate(self) -> str:
        return gate_of(self.statement, self.band_low)

    @property
    def route_at_least(self) -> str:
        return route_of(self.statement, self.band_low)

    @property
    def floor(self) -> str:
        return self.statement.floor

    @property
    def reasons(self) -> tuple[str, ...]:
        return gate_reasons(self.statement, self.band_low)

    @property
    def vector(self) -> str:
        return str(self.statement)

    @property
    def input_digest(self) -> str:
        return self.statement.input_digest

    def as_document(self) -> dict[str, object]:
        """What the string alone can tell, in the form of the golden vectors."""
        return {
            "S": self.S,
            "E": self.E,
            "K": self.K,
            "dose": self.dose,
            "score6": score_in_six_decimals(self.dose),
            "score": in_points(self.shown_tenths),
            "unblocked": in_points(self.tenths),
            "interval": [in_points(self.low_tenths), in_points(self.high_tenths)],
            "band_low": self.band_low,
            "band_high": self.band_high,
            "decided": self.decided,
            "gate": self.gate,
            "route_at_least": self.route_at_least,
            "floor": self.floor,
            "reasons": list(self.reasons),
            "vector": self.vector,
        }


def recompute(string: str, policies: Sequence[Policy] = (DEFAULT_POLICY,)) -> Standing:
    """Score, interval and gate from a string alone.

    `policies`: the versions that are known. Raises InvalidFacts for a string that cannot be read,
    whose score in front does not match, or whose policy is not among them.
    """
    statement = parse(string)
    for policy in policies:
        if (statement.policy_id, statement.policy_digest) == (policy.id, policy.short_digest):
            return Standing(statement, policy)
    named = f"{statement.policy_id}.{statement.policy_digest}"
    raise InvalidFacts("P", f"in the string names the unknown policy {shown(named)}")
