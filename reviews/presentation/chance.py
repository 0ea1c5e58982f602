"""P(bad) in words: shown beside the pain score, never made from it."""

from dataclasses import dataclass

from reviews.chances import chance_to_go_badly
from reviews.facts import learned_in
from reviews.models import Score


@dataclass(frozen=True)
class Chance:
    """`per_cent` of such deals go badly, as `outcomes` have taught the version `number` of the policy."""

    per_cent: str
    outcomes: int
    number: int


def chance_of(score: Score) -> Chance | None:
    """None where `chance_to_go_badly` is."""
    learned, share = learned_in(score.policy), chance_to_go_badly(score)
    if share is None or learned.hazard is None:
        return None
    return Chance(_in_words(share), learned.hazard.n, score.policy.number)


def _in_words(share: float) -> str:
    """Whole per cents; the ends are never said to be certain."""
    if share < 0.01:
        return "less than 1 %"
    return f"{round(100 * share)} %" if share <= 0.99 else "more than 99 %"
