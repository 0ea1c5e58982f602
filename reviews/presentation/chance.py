"""P(bad) in words: shown beside the pain score, never made from it."""

from dataclasses import dataclass

from reviews.engine.probability import probability_of_bad
from reviews.engine.rounding import nearest_root
from reviews.facts import learned_in
from reviews.models import Score

BLOCKED_TENTHS = 1000


@dataclass(frozen=True)
class Chance:
    """`per_cent` of such deals go badly, as `outcomes` have taught the version `number` of the policy."""

    per_cent: str
    outcomes: int
    number: int


def chance_of(score: Score) -> Chance | None:
    """None until outcomes have taught the score's policy one, while a review is missing, or under a blocker.

    Severity and effort alone count, as at the fit; load on the calendars does not.
    """
    learned = learned_in(score.policy)
    if learned.hazard is None or not score.is_complete or score.tenths == BLOCKED_TENTHS:
        return None
    share = probability_of_bad(learned, nearest_root(score.result["S"]), score.result["E"])
    if share is None:
        return None
    return Chance(_in_words(share), learned.hazard.n, score.policy.number)


def _in_words(share: float) -> str:
    """Whole per cents; the ends are never said to be certain."""
    if share < 0.01:
        return "less than 1 %"
    return f"{round(100 * share)} %" if share <= 0.99 else "more than 99 %"
