"""Evidence in, what it teaches and how well out. docs/outcomes.md, section 2."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from outcomes.calibration import changes
from outcomes.calibration.changes import Change
from outcomes.calibration.confidence import hit_rates
from outcomes.calibration.doses import Deal, policy_with, ready
from outcomes.calibration.evidence import Evidence
from outcomes.calibration.guards import Guarded, guarded
from outcomes.calibration.hazard import Numbers, refuse_too_few
from outcomes.calibration.hours import LEAST_CELLS, LEAST_CELLS_TO_LOWER, Bias, HourBiases, hour_biases
from outcomes.calibration.measures import (
    Truths,
    area_under_curve,
    brier,
    calibration_error,
    log_loss,
    reliability,
)
from outcomes.calibration.predicting import Curve, Sample, fit_curve, sample_of, unseen
from outcomes.calibration.promotion import Comparison, compared
from outcomes.calibration.raters import LEAST_REVIEWS, Severity, severities
from outcomes.calibration.report import Measured, Report, dropped_for, function_rows, reviewer_counts
from reviews.engine.learned import Habit, Learned


@dataclass(frozen=True)
class Calibrated:
    """`learned` is proposed only where `report.is_better`."""

    learned: Learned
    report: Report


@dataclass(frozen=True)
class _Estimates:
    severities: Mapping[int, Severity]
    hours: HourBiases
    ranges: Mapping[int, Habit]


def calibrate(evidence: Evidence, *, calibration: int = 0, seed: int = 0) -> Calibrated:
    """Estimate, guard, fit, measure; the same evidence gives the same answer.

    Raises TooFewOutcomes, with a sentence, below 50 outcomes, 10 bad or 10 good. `calibration` is the number
    of the run, kept in what is learned.
    """
    refuse_too_few(len(evidence.deals), sum(deal.is_bad for deal in evidence.deals))
    deals, in_force = ready(evidence), evidence.learned
    estimates = _estimated(evidence)
    policy = policy_with(evidence.policy, in_force)
    guard = guarded(deals, policy, in_force, _changes(estimates, in_force, policy.uplift))
    sample = sample_of(deals, guard.learned, policy)
    curve, predicted = fit_curve(sample), unseen(sample)
    learned = replace(
        guard.learned,
        calibration=calibration,
        outcomes=len(deals),
        hazard=curve.hazard,
        blend=curve.blend,
    )
    report = _report(guard, estimates, policy.uplift, _measured(predicted, sample.bad))
    return Calibrated(learned, replace(report, comparison=_compared(evidence, deals, predicted, seed)))


def _estimated(evidence: Evidence) -> _Estimates:
    rates = hit_rates(evidence.deals)
    ranges = {reviewer: Habit(hits=rate.hits, n=rate.n) for reviewer, rate in rates.items()}
    hours = hour_biases(evidence.deals, ranges, evidence.policy)
    return _Estimates(severities(evidence.reviews), hours, ranges)


def _changes(estimates: _Estimates, in_force: Learned, uplift: Mapping[str, int]) -> Iterator[Change]:
    """What would differ from what is in force, as far as enough stands behind it."""
    for reviewer, found in estimates.ranges.items():
        old = in_force.habit(reviewer)
        if (found.hits, found.n) != (old.hits, old.n):
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


def _report(guard: Guarded, estimates: _Estimates, uplift: Mapping[str, int], measured: Measured) -> Report:
    too_far, unsupported = dropped_for(guard)
    hours = estimates.hours
    return Report(
        measured=measured,
        functions=function_rows(hours.functions, uplift, guard),
        reviewers=reviewer_counts(estimates.severities.values(), hours.reviewers.values(), guard),
        moves=guard.moves,
        too_far=too_far,
        unsupported=unsupported,
        comparison=None,
    )


def _compared(evidence: Evidence, deals: Sequence[Deal], predicted: Numbers, seed: int) -> Comparison | None:
    """With the curve in force, on what arrived after it was fitted; the new one has not seen those either,
    because each was predicted by the other folds."""
    in_force = evidence.learned
    if in_force.hazard is None:
        return None
    late = np.array([deal.signed.arrived > evidence.learned_at for deal in deals])
    sample: Sample = sample_of(deals, in_force, evidence.policy)
    old = Curve(in_force.hazard, in_force.blend).predict(sample)
    return compared(predicted[late], old[late], sample.bad[late], seed=seed)
