"""An answer as it counts after what was learned of who gave it. docs/outcomes.md, section 2."""

from dataclasses import replace

from reviews.engine.cell import Cell, Estimate
from reviews.engine.learned import MOST_CORRECTION, Habit
from reviews.engine.limits import CONFIDENCE_PER_CENT, LEVEL_TENTHS, MOST_MINUTES
from reviews.engine.policy_version import PER_MILLE
from reviews.engine.rounding import half_up

_PRIOR_RANGES = 20
"""A stated confidence counts as so many ranges that held what it says."""


def corrected(cell: Cell, habit: Habit) -> Cell:
    """The answer of one reviewer, corrected by that reviewer's habit.

    A severe reviewer's level falls by at most 0.7, never from 5 and never under a blocker; a lenient one's
    rises. The confidence only falls. Estimates are scaled by what the work really took.
    """
    severity = min(0, habit.severity) if cell.blocker else habit.severity
    return replace(
        cell,
        level=corrected_level(cell.level, severity),
        residual=None if cell.residual is None else corrected_level(cell.residual, severity),
        confidence=effective_confidence(cell.confidence, habit.hits, habit.n),
        once=_scaled(cell.once, habit.hours),
        monthly=_scaled(cell.monthly, habit.hours),
    )


def corrected_level(level: int, severity: int) -> int:
    """Tenths of a level, 10 to 50. Raters' severity is taken off; nothing is taken off a 5."""
    lowest, highest = LEVEL_TENTHS
    if level == highest:
        return level
    taken = max(-MOST_CORRECTION, min(MOST_CORRECTION, severity))
    return max(lowest, min(highest, level - taken))


def effective_confidence(stated: int, hits: int, n: int) -> int:
    """c_eff = min(c, (20 c + hits) / (20 + n)), per cent, rounded down; never below what may be stated."""
    learned = (_PRIOR_RANGES * stated + 100 * hits) // (_PRIOR_RANGES + n)
    return max(CONFIDENCE_PER_CENT[0], min(stated, learned))


def effective_confidences(hits: int, n: int) -> list[int]:
    """What each confidence that can be stated counts as, per cent, from the lowest to the highest."""
    least, most = CONFIDENCE_PER_CENT
    return [effective_confidence(stated, hits, n) for stated in range(least, most + 1)]


def is_less_sure(hits: int, n: int) -> bool:
    """Does any confidence that can be stated count as lower than it is said?"""
    return effective_confidences(hits, n) != effective_confidences(0, 0)


def _scaled(work: Estimate, hours: int) -> Estimate:
    return Estimate(*(min(MOST_MINUTES, half_up(point * hours, PER_MILLE)) for point in work))
