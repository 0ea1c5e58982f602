"""Evidence in, what it teaches and how well out. docs/outcomes.md, section 2."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from outcomes.calibration import changes
from outcomes.calibration.changes import Change
from outcomes.calibration.confidence import hit_rates
from outcomes.calibration.doses import Deal, policy_with, ready
from outcomes.calibration.evidence import Evidence
from outcomes.calibration.guards import LEAST_SUPPORT, Guarded, guarded
from outcomes.calibration.hazard import Numbers, missing_for_curve
from outcomes.calibration.hours import LEAST_CELLS, LEAST_CELLS_TO_LOWER, Bias, HourBiases, hour_biases
from outcomes.calibration.measures import (
    Truths,
    area_under_curve,
    brier,
    calibration_error,
    log_loss,
    reliability,
)
from outcomes.calibration.predicting import Curve, fit_curve, sample_of, unseen
from outcomes.calibration.promotion import Comparison, compared
from outcomes.calibration.raters import LEAST_REVIEWS, Severity, severities
from outcomes.calibration.report import Measured, Report, dropped_for, function_rows, reviewer_counts
from reviews.engine.learned import Habit, Learned


@dataclass(frozen=True)
class Calibrated:
    """`learned` is proposed only where `report.proposes`."""

    learned: Learned
    report: Report


class NothingToLearn(ValueError):
    """Nothing may act yet, or nothing changes; the text is a sentence or two with the figures."""


@dataclass(frozen=True)
class _Fit:
    """A curve with its measures; `comparison` with the one in force, None for the first."""

    curve: Curve
    measured: Measured
    comparison: Comparison | None

    @property
    def takes_over(self) -> bool:
        return self.comparison is None or self.comparison.is_better


@dataclass(frozen=True)
class _Estimates:
    severities: Mapping[int, Severity]
    hours: HourBiases
    ranges: Mapping[int, Habit]


def calibrate(evidence: Evidence, *, calibration: int = 0, seed: int = 0) -> Calibrated:
    """Estimate, guard, fit, measure; the same evidence gives the same answer.

    Each parameter acts by its own minimum, so corrections may be learned without any outcome; a curve needs
    50, 10 bad and 10 good, and takes over only where it predicts better than the one in force. Raises
    NothingToLearn where there is neither a curve to fit nor a correction to make. `calibration` is the number
    of the run, kept in what is learned.
    """
    deals, in_force = ready(evidence), evidence.learned
    missing = missing_for_curve(len(deals), sum(deal.signed.is_bad for deal in deals))
    estimates = _estimated(evidence)
    policy = policy_with(evidence.policy, in_force)
    guard = guarded(deals, policy, in_force, _changes(estimates, in_force, policy.uplift))
    if missing and not guard.changes:
        raise NothingToLearn(f"{missing} {_nothing_else(guard)}")
    fit = None if missing else _fit(evidence, deals, guard.learned, seed)
    learned = replace(guard.learned, calibration=calibration, outcomes=len(deals))
    if fit and fit.takes_over:
        learned = replace(learned, hazard=fit.curve.hazard, blend=fit.curve.blend)
    return Calibrated(learned, _report(guard, estimates, policy.uplift, fit, missing))


def _nothing_else(guard: Guarded) -> str:
    if guard.dropped:
        return (
            f"Corrections held back: {len(guard.dropped)}. They would lower scores, which needs "
            f"{LEAST_SUPPORT} signed outcomes in a band, and one band at most."
        )
    return (
        f"No correction acts or changes either: severity needs {LEAST_REVIEWS} reviews beside another "
        f"reviewer's, work {LEAST_CELLS} cells with an outcome."
    )


def _fit(evidence: Evidence, deals: Sequence[Deal], learned: Learned, seed: int) -> _Fit:
    """`learned` with the corrections under which the doses count."""
    sample = sample_of(deals, learned, evidence.policy)
    predicted = unseen(sample)
    comparison = _compared(evidence, deals, predicted, seed)
    return _Fit(fit_curve(sample), _measured(predicted, sample.bad), comparison)


def _estimated(evidence: Evidence) -> _Estimates:
    rates = hit_rates(evidence.deals)
    ranges = {reviewer: Habit(hits=rate.hits, n=rate.n) for reviewer, rate in rates.items()}
    hours = hour_biases(evidence.deals, ranges, evidence.policy)
    return _Estimates(severities(evidence.reviews), hours, ranges)


def _changes(estimates: _Estimates, in_force: Learned, uplift: Mapping[str, int]) -> Iterator[Change]:
    """What would differ from what is in force, as far as enough stands behind it."""
    for reviewer, found in estimates.ranges.items():
        old = in_force.habit(reviewer)
        if changes.changes_confidence(old, found.hits, found.n):
            yield changes.confidence_change(reviewer, old, found.hits, found.n)
    for reviewer, severity in estimates.severities.items():
        old = in_force.habit(reviewer)
        if severity.n >= LEAST_REVIEWS and severity.tenths != old.severity:
            yield changes.severity_change(reviewer, old, severity.tenths, severity.n)
    for code, bias in estimates.hours.functions.items():
        if code in uplift and _may_move(bias, uplift[code]):
            yield changes.uplift_change(code, uplift[code], bias.per_mille, bias.n)
    for reviewer, bias in estimates.hours.reviewers.items():
        old = in_force.habit(reviewer)
        if _may_move(bias, old.hours):
            yield changes.hours_change(reviewer, old, bias.per_mille, bias.n)


def _may_move(bias: Bias, before: int) -> bool:
    least = LEAST_CELLS_TO_LOWER if bias.per_mille < before else LEAST_CELLS
    return bias.n >= least and bias.per_mille != before


def _measured(predicted: Numbers, bad: Truths) -> Measured:
    bins, rate = reliability(predicted, bad), float(bad.mean())
    return Measured(
        n=len(bad),
        bad=int(bad.sum()),
        base_rate=rate,
        brier=brier(predicted, bad),
        base_brier=rate * (1 - rate),
        log_loss=log_loss(predicted, bad),
        ece=calibration_error(bins),
        bins=bins,
        area=area_under_curve(predicted, bad),
    )


def _report(
    guard: Guarded, estimates: _Estimates, uplift: Mapping[str, int], fit: _Fit | None, missing: str
) -> Report:
    too_far, unsupported = dropped_for(guard)
    hours = estimates.hours
    return Report(
        measured=fit.measured if fit else None,
        missing=missing,
        functions=function_rows(hours.functions, uplift, guard),
        reviewers=reviewer_counts(estimates.severities.values(), hours.reviewers.values(), guard),
        moves=guard.moves,
        too_far=too_far,
        unsupported=unsupported,
        comparison=fit.comparison if fit else None,
        corrects=guard.changes,
        takes_curve=fit is not None and fit.takes_over,
    )


def _compared(evidence: Evidence, deals: Sequence[Deal], predicted: Numbers, seed: int) -> Comparison | None:
    """With the curve in force, on what arrived after it was fitted; the new one has not seen those either,
    because each was predicted by the other folds."""
    in_force = evidence.learned
    if in_force.hazard is None:
        return None
    late = np.array([deal.signed.arrived > evidence.learned_at for deal in deals])
    sample = sample_of(deals, in_force, evidence.policy)
    old = Curve(in_force.hazard, in_force.blend).predict(sample)
    return compared(predicted[late], old[late], sample.bad[late], seed=seed)
