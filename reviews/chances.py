"""P(bad) of a stored score, under the policy that it was made with."""

from reviews.engine.probability import probability_of_bad
from reviews.engine.rounding import nearest_root
from reviews.facts import learned_in
from reviews.models import Score

BLOCKED_TENTHS = 1000


def chance_to_go_badly(score: Score) -> float | None:
    """Between 0 and 1; None until outcomes have taught the score's policy one, while a review is missing, or
    under a blocker. Severity and effort alone count, as at the fit; load on the calendars does not."""
    if not score.is_complete or score.tenths == BLOCKED_TENTHS:
        return None
    return probability_of_bad(learned_in(score.policy), nearest_root(score.result["S"]), score.result["E"])
