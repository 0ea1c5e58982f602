"""Quantiles of what is kept as a histogram."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from insights.statistics.few import TooFew


@dataclass(frozen=True)
class Quantile:
    """A value in the unit of the edges; `is_more` when it lies in the open last bin, which begins there."""

    n: int
    value: float
    is_more: bool


def quantile(counts: Sequence[int], edges: Sequence[float], share: float) -> Quantile | TooFew:
    """The value that `share` (0 to 1) of the cases do not exceed, straight-lined within its bin.

    `edges` are the upper ends of all bins but the last, which is open; the first begins at 0. Silent
    below the number of cases of which one would lie beyond it: 2 for the median, 10 for nine in ten.
    Raises ValueError when bins and edges do not fit.
    """
    if len(counts) != len(edges) + 1:
        raise ValueError(f"{len(counts)} bins need {len(counts) - 1} edges, not {len(edges)}.")
    n, needs = sum(counts), ceil(round(1 / min(share, 1 - share), 9))
    if n < needs:
        return TooFew(n, needs)
    wanted, start = share * n, 0.0
    for count, end in zip(counts, edges, strict=False):
        if count and wanted <= count:
            return Quantile(n, start + (end - start) * wanted / count, is_more=False)
        wanted -= count
        start = end
    return Quantile(n, start, is_more=True)
