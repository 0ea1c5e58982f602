"""DD:1.0 for many deals at once, without capacity: docs/scoring.md, section 3, formulas 1 to 6."""

from dataclasses import dataclass

import numpy as np

from reviews.engine.correcting import corrected_level, effective_confidence
from reviews.engine.learned import NOTHING_LEARNED, Learned
from reviews.engine.scales import DEFAULT_POLICY
from tests.calibration.simulation.company import FUNCTIONS, Numbers
from tests.calibration.simulation.deals import Cells, Deals, Whole

RATES = np.array([DEFAULT_POLICY.rate[code] for code in FUNCTIONS])
MARGIN = DEFAULT_POLICY.std_margin / 1000
LEVEL_DOSE = np.array(DEFAULT_POLICY.level_dose)
LN_10 = DEFAULT_POLICY.ln10


@dataclass(frozen=True)
class DealDoses:
    """Micro-doses by deal: root(S) and E."""

    severity: Whole
    effort: Whole

    @property
    def dose(self) -> Whole:
        return self.severity + self.effort


def doses_of(deals: Deals, learned: Learned = NOTHING_LEARNED) -> DealDoses:
    cells = deals.cells
    level, confidence, once, monthly = _corrected(cells, learned)
    sixtieths = np.minimum(300, 6 * level + np.maximum(0, 80 - confidence))
    whole = np.minimum(3, (sixtieths - 60) // 60)
    rest = sixtieths - 60 - 60 * whole
    severity = _half_up(60 * LEVEL_DOSE[whole] + (LEVEL_DOSE[whole + 1] - LEVEL_DOSE[whole]) * rest, 60)
    squares = np.zeros(len(deals), dtype=np.int64)
    np.add.at(squares, cells.deal, cells.count * severity * severity)
    effort = np.zeros(len(deals), dtype=np.int64)
    np.add.at(effort, cells.deal, _effort(deals, confidence, once, monthly, learned))
    return DealDoses(np.rint(np.sqrt(squares.astype(np.longdouble))).astype(np.int64), effort)


def _effort(deals: Deals, confidence: Whole, once: Whole, monthly: Whole, learned: Learned) -> Whole:
    """In long doubles: whole numbers would overflow, and their error is far below one micro-dose."""
    cells = deals.cells
    sure = np.minimum(80, confidence)
    uplift = np.array([learned.uplift.get(code, 1000) for code in FUNCTIONS])
    work = [
        (points[:, 0] + 5 * points[:, 1]) * sure + 80 * (points[:, 2] - points[:, 1])
        for points in (once, monthly)
    ]
    scaled = (work[0] + deals.months[cells.deal] * work[1]).astype(np.longdouble)
    price = (RATES * uplift)[cells.function]
    share = 360 * sure * deals.value[cells.deal].astype(np.longdouble) * DEFAULT_POLICY.std_margin
    return np.floor(scaled * price * LN_10 / share + 0.5).astype(np.int64)


def _corrected(cells: Cells, learned: Learned) -> tuple[Whole, Whole, Whole, Whole]:
    """Level in tenths, confidence and minutes as the engine corrects them, by tables of each reviewer."""
    habits = [learned.habit(number) for number in range(cells.reviewer.max() + 1)]
    levels = np.array([[corrected_level(10 * g, habit.severity) for g in range(6)] for habit in habits])
    sure = np.array(
        [
            [effective_confidence(c, habit.hits, habit.n) if c >= 20 else 0 for c in range(101)]
            for habit in habits
        ]
    )
    hours = np.array([habit.hours for habit in habits])[cells.reviewer][:, None]
    return (
        levels[cells.reviewer, cells.level],
        sure[cells.reviewer, cells.confidence],
        _half_up(cells.once * hours, 1000),
        _half_up(cells.monthly * hours, 1000),
    )


def _half_up(numerator: Whole, denominator: int) -> Whole:
    return (2 * numerator + denominator) // (2 * denominator)


def levels_of(deals: Deals) -> dict[str, Numbers]:
    """What people would use without the score: sum, greatest and mean of levels, count of terms, discount,
    size of the deal."""
    cells, count = deals.cells, len(deals)
    total = np.bincount(cells.deal, weights=cells.level, minlength=count)
    most = np.zeros(count)
    np.maximum.at(most, cells.deal, cells.level)
    asked = np.bincount(cells.deal, minlength=count)
    terms = np.bincount(cells.deal[np.unique(cells.term, return_index=True)[1]], minlength=count)
    return {
        "sum of levels": total,
        "max level": most,
        "count of terms": terms.astype(float),
        "mean level": total / np.maximum(1, asked),
        "discount": deals.discount,
        "deal size": deals.value.astype(float),
    }
