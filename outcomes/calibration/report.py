"""What a calibration measured and did, as people read it. Reviewers appear as counts only."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from outcomes.calibration.changes import Change
from outcomes.calibration.guards import NO_SUPPORT, TOO_FAR, Guarded
from outcomes.calibration.hours import LEAST_CELLS, LEAST_CELLS_TO_LOWER, Bias
from outcomes.calibration.measures import Area, Bin
from outcomes.calibration.promotion import Comparison
from outcomes.calibration.raters import LEAST_REVIEWS, Severity

KINDS = ("severity", "confidence", "hours")


@dataclass(frozen=True)
class Measured:
    """Of predictions for outcomes that the fit had not seen (each fifth by the other four). `base_brier` is
    the Brier of saying the base rate every time."""

    n: int
    bad: int
    base_rate: float
    brier: float
    base_brier: float
    log_loss: float
    ece: float
    bins: tuple[Bin, ...]
    area: Area


@dataclass(frozen=True)
class FunctionRow:
    """A function's hours: `raw` mean ln(actual / estimate) over `n` cells, uplift per mille before and after,
    and in a code why it did not move: few, few_to_lower, or the guard's words."""

    code: str
    n: int
    raw: float
    before: int
    after: int
    because: str


@dataclass(frozen=True)
class ReviewerCount:
    """How many reviewers' corrections of one kind make scores rise or fall, were dropped, or have too few."""

    kind: str
    raised: int
    lowered: int
    dropped: int
    few: int


@dataclass(frozen=True)
class Report:
    """`missing`: what P(bad) still needs, in a sentence; then there is nothing `measured`. `comparison` with
    the curve in force; None for the first one. `corrects`: a correction was let through. `takes_curve`: the
    new curve takes the place of the one in force."""

    measured: Measured | None
    missing: str
    functions: tuple[FunctionRow, ...]
    reviewers: tuple[ReviewerCount, ...]
    moves: tuple[tuple[str, str, int], ...]
    too_far: int
    unsupported: int
    comparison: Comparison | None
    corrects: bool
    takes_curve: bool

    @property
    def proposes(self) -> bool:
        return self.corrects or self.takes_curve

    def as_document(self) -> dict[str, Any]:
        """JSON types only."""
        return {**asdict(self), "proposes": self.proposes}


def function_rows(
    biases: Mapping[str, Bias], before: Mapping[str, int], guard: Guarded
) -> tuple[FunctionRow, ...]:
    dropped = {change.of: reason for change, reason in guard.dropped if change.kind == "uplift"}
    return tuple(
        FunctionRow(
            code=code,
            n=bias.n,
            raw=bias.raw,
            before=before[code],
            after=guard.learned.uplift.get(code, before[code]),
            because=dropped.get(code, _unmoved(bias, before[code])),
        )
        for code, bias in biases.items()
        if code in before
    )


def _unmoved(bias: Bias, before: int) -> str:
    if bias.n < LEAST_CELLS:
        return "few"
    return "few_to_lower" if bias.per_mille < before and bias.n < LEAST_CELLS_TO_LOWER else ""


def reviewer_counts(
    severities: Iterable[Severity], biases: Iterable[Bias], guard: Guarded
) -> tuple[ReviewerCount, ...]:
    few = {
        "severity": sum(1 for one in severities if one.n < LEAST_REVIEWS),
        "confidence": 0,
        "hours": sum(1 for one in biases if one.n < LEAST_CELLS),
    }
    dropped = [change for change, _ in guard.dropped]
    return tuple(
        ReviewerCount(kind, _of(kind, guard.raised), _of(kind, guard.lowered), _of(kind, dropped), few[kind])
        for kind in KINDS
    )


def dropped_for(guard: Guarded) -> tuple[int, int]:
    """Changes dropped because they fell too far, and because the band has too few outcomes."""
    reasons = [reason for _, reason in guard.dropped]
    return reasons.count(TOO_FAR), reasons.count(NO_SUPPORT)


def _of(kind: str, changes: Iterable[Change]) -> int:
    return sum(1 for change in changes if change.kind == kind)
