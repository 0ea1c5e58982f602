"""What work really took over what was estimated, by function, then reviewer. docs/outcomes.md, section 2."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import exp, log
from statistics import fmean

from outcomes.calibration.evidence import SignedDeal
from outcomes.calibration.shrinkage import shrunk
from reviews.engine.correcting import corrected
from reviews.engine.learned import LEAST_HOURS, MOST_HOURS, Habit
from reviews.engine.policy_version import PER_MILLE, Policy
from reviews.engine.scoring import scaled_minutes, trusted_confidence

BETWEEN, WITHIN = 0.06, 0.45
LEAST_CELLS = 10
LEAST_CELLS_TO_LOWER = 20


@dataclass(frozen=True)
class Bias:
    """Actual over estimated work of a function or reviewer, over `n` cells.

    `raw` is the mean ln(actual / estimate), `log` the shrunk one; zero below 10 cells.
    """

    n: int
    raw: float
    log: float

    @property
    def per_mille(self) -> int:
        return max(LEAST_HOURS, min(MOST_HOURS, round(PER_MILLE * exp(self.log))))


@dataclass(frozen=True)
class HourBiases:
    functions: Mapping[str, Bias]
    reviewers: Mapping[int, Bias]


@dataclass(frozen=True)
class _Miss:
    function: str
    reviewer: int
    log: float


def hour_biases(deals: Iterable[SignedDeal], habits: Mapping[int, Habit], policy: Policy) -> HourBiases:
    """Each answer with work in it is compared with what the cell really took.

    The estimate is the mean of the score's own formula at the reviewer's effective confidence (`habits` hold
    hits), so that doubt is not paid for twice. A reviewer's bias is what the function's leaves unexplained.
    """
    misses = list(_misses(deals, habits, policy))
    by_function: dict[str, list[float]] = defaultdict(list)
    for miss in misses:
        by_function[miss.function].append(miss.log)
    functions = {code: _bias(found) for code, found in sorted(by_function.items())}
    by_reviewer: dict[int, list[float]] = defaultdict(list)
    met: dict[int, set[float]] = defaultdict(set)
    for miss in misses:
        by_reviewer[miss.reviewer].append(miss.log - functions[miss.function].log)
        met[miss.reviewer].add(log(functions[miss.function].per_mille / PER_MILLE))
    reviewers = {who: _within(_bias(found), met[who]) for who, found in sorted(by_reviewer.items())}
    return HourBiases(functions, reviewers)


def _within(bias: Bias, of_functions: set[float]) -> Bias:
    """Function and reviewer together stay between 0.5 and 2.5."""
    lowest = log(LEAST_HOURS / PER_MILLE) - min(of_functions)
    highest = log(MOST_HOURS / PER_MILLE) - max(of_functions)
    return replace(bias, log=max(lowest, min(highest, bias.log)))


def _misses(deals: Iterable[SignedDeal], habits: Mapping[int, Habit], policy: Policy) -> Iterable[_Miss]:
    for deal in deals:
        for answer in deal.answers:
            ranges = habits.get(answer.reviewer, Habit())
            cell = corrected(answer.cell, Habit(hits=ranges.hits, n=ranges.n))
            actual = deal.actual.get(cell.key, 0)
            estimate = scaled_minutes(cell, deal.months, policy) / (6 * trusted_confidence(cell, policy))
            if actual > 0 and estimate > 0:
                yield _Miss(cell.function, answer.reviewer, log(actual / estimate))


def _bias(logs: list[float]) -> Bias:
    n, raw = len(logs), fmean(logs)
    return Bias(n, raw, shrunk(raw, n, BETWEEN, WITHIN) if n >= LEAST_CELLS else 0.0)
