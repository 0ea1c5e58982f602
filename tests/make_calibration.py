"""Evidence for calibrations, made by hand: no company, no simulation."""

from typing import Any

from outcomes.calibration.evidence import Answer, Evidence, Judged, SignedDeal
from reviews.engine.cell import Cell, Estimate
from reviews.engine.learned import NOTHING_LEARNED, Learned
from reviews.engine.scales import DEFAULT_POLICY

VALUE = 10_000_000


def make_signed_deal(
    key: int,
    level: int = 20,
    *,
    minutes: int = 600,
    actual: int = 600,
    is_bad: bool = False,
    reviewer: int = 1,
    function: str = "DEL",
    confidence: int = 80,
    spread: int = 0,
    arrived: float = 0.0,
) -> SignedDeal:
    """One cell; a range of `spread` minutes on both sides of the estimate."""
    once = Estimate(minutes - spread, minutes, minutes + spread)
    cell = Cell("T1", function, level, confidence, once)
    return SignedDeal(
        key=key,
        value=VALUE,
        months=12,
        terms={},
        answers=(Answer(reviewer, cell),),
        actual={cell.key: actual},
        is_bad=is_bad,
        arrived=arrived,
    )


def make_evidence(
    *deals: SignedDeal,
    reviews: tuple[Judged, ...] = (),
    learned: Learned = NOTHING_LEARNED,
    learned_at: float = 0.0,
) -> Evidence:
    return Evidence(DEFAULT_POLICY, deals, reviews, learned, learned_at)


def make_mixed_deals(count: int, *, first: int = 0, **fields: Any) -> tuple[SignedDeal, ...]:
    """Levels 1 to 4 in turn; the hardest go badly, and so does each twentieth deal."""
    return tuple(
        make_signed_deal(key, 10 + 10 * (key % 4), is_bad=key % 4 == 3 or key % 20 == 0, **fields)
        for key in range(first, first + count)
    )
