"""How often a reviewer's range held what the work really took. docs/outcomes.md, section 2."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from outcomes.calibration.evidence import SignedDeal


@dataclass(frozen=True)
class HitRate:
    """`hits` of `n` ranges held the truth; `stated` is the mean confidence that came with them, 0 to 100."""

    hits: int
    n: int
    stated: float


def hit_rates(deals: Iterable[SignedDeal]) -> dict[int, HitRate]:
    """By reviewer, over the whole contract: once and monthly work together. An answer without any work has
    no range."""
    held: dict[int, list[bool]] = defaultdict(list)
    stated: dict[int, list[int]] = defaultdict(list)
    for deal in deals:
        for answer in deal.answers:
            cell = answer.cell
            actual = deal.actual.get(cell.key)
            low = cell.once.low + deal.months * cell.monthly.low
            high = cell.once.high + deal.months * cell.monthly.high
            if actual is not None and high:
                held[answer.reviewer].append(low <= actual <= high)
                stated[answer.reviewer].append(cell.confidence)
    return {who: HitRate(sum(found), len(found), fmean(stated[who])) for who, found in sorted(held.items())}
