"""What this signature does to each function's months, on top of what is signed or likely."""

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from reviews.engine.facts import DealFacts, MonthLoad
from reviews.engine.policy_version import PER_MILLE, Policy


@dataclass(frozen=True)
class FunctionMonth:
    """One function in one month of the contract, counted from 0."""

    function: str
    month: int
    load: MonthLoad

    @property
    def per_cent(self) -> int:
        """Load after this deal over capacity, rounded down."""
        return 100 * self.load.after // self.load.capacity

    def is_above(self, per_mille: int) -> bool:
        return PER_MILLE * self.load.after > per_mille * self.load.capacity


def function_months(facts: DealFacts) -> list[FunctionMonth]:
    """Every known month, by function code and month."""
    return [
        FunctionMonth(function, month, load)
        for function, loads in sorted((facts.cal or {}).items())
        for month, load in enumerate(loads)
    ]


def capacity_dose(facts: DealFacts, policy: Policy) -> int:
    """K in micro-doses: the load above the plan limit that this deal adds, in function-months."""
    added = sum((_added_overload(entry.load, policy) for entry in function_months(facts)), Fraction(0))
    return floor(policy.theta * added + Fraction(1, 2))


def _added_overload(load: MonthLoad, policy: Policy) -> Fraction:
    limit = policy.plan_limit * load.capacity
    after = max(0, PER_MILLE * load.after - limit)
    before = max(0, PER_MILLE * load.before - limit)
    return Fraction(after - before, PER_MILLE * load.capacity)
