"""What a calibration is made from. Frozen; whoever gathers it says where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reviews.engine.cell import Cell, Key
from reviews.engine.learned import NOTHING_LEARNED, Learned
from reviews.engine.policy_version import Policy
from reviews.engine.reading import TermFacts


@dataclass(frozen=True)
class Judged:
    """One review of any draft: who gave which level (1 to 5) to which kind of term for which function.

    `category` is the `k` of DD:1.0: the code of the term's type.
    """

    reviewer: int
    category: str
    function: str
    level: int


@dataclass(frozen=True)
class Answer:
    """One reviewer's answer to a cell of a signed deal, as it was given: nothing corrected."""

    reviewer: int
    cell: Cell


@dataclass(frozen=True)
class SignedDeal:
    """A signed deal whose outcome is known.

    `value` in minor units, `months` of the contract. `actual`: minutes that each cell really took over the
    whole contract. `capacity_dose`: K at signature, in micro-doses, of which nothing is learned. `arrived`:
    a number that grows with the day on which the outcome was complete.
    """

    key: int
    value: int
    months: int
    terms: Mapping[str, TermFacts]
    answers: tuple[Answer, ...]
    actual: Mapping[Key, int]
    is_bad: bool
    arrived: float = 0.0
    capacity_dose: int = 0


@dataclass(frozen=True)
class Evidence:
    """`reviews`: everybody's, of signed and unsigned drafts. `policy`: the engine in force, `learned` what it
    has learned already, `learned_at` when that was fitted (on the scale of `arrived`)."""

    policy: Policy
    deals: tuple[SignedDeal, ...]
    reviews: tuple[Judged, ...] = ()
    learned: Learned = field(default=NOTHING_LEARNED)
    learned_at: float = 0.0
