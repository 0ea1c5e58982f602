"""How severe a reviewer is beside others who judge the same kind of term. docs/outcomes.md, section 2."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from outcomes.calibration.evidence import Judged
from outcomes.calibration.shrinkage import shrunk

BETWEEN, WITHIN = 0.09, 0.8
MOST = 0.7
LEAST_REVIEWS = 20


@dataclass(frozen=True)
class Severity:
    """Levels by which one reviewer judges harder (above 0) or softer than the rest, over `n` reviews.

    `raw` is the mean residual, `levels` the shrunk one within +-0.7; zero below 20 reviews.
    """

    n: int
    raw: float
    levels: float

    @property
    def tenths(self) -> int:
        return round(10 * self.levels)


def severities(reviews: Iterable[Judged]) -> dict[int, Severity]:
    """By reviewer, beside the mean of each category (the code of a term's type) and function. Where only one
    person judges there, nothing can be compared, so such reviews do not count."""
    cells: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for review in reviews:
        cells[review.category, review.function].append(review)
    residuals: dict[int, list[float]] = defaultdict(list)
    for judged in cells.values():
        if len({review.reviewer for review in judged}) < 2:
            continue
        mean = fmean(review.level for review in judged)
        for review in judged:
            residuals[review.reviewer].append(review.level - mean)
    return {reviewer: _severity(found) for reviewer, found in sorted(residuals.items())}


def _severity(residuals: list[float]) -> Severity:
    n, raw = len(residuals), fmean(residuals)
    if n < LEAST_REVIEWS:
        return Severity(n, raw, 0.0)
    return Severity(n, raw, max(-MOST, min(MOST, shrunk(raw, n, BETWEEN, WITHIN))))
