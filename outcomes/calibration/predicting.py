"""Fitting the curve with its touch-up, and predicting what the fit has not seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from outcomes.calibration.blend import fit_blend, touched_up
from outcomes.calibration.doses import Deal, policy_with
from outcomes.calibration.hazard import Numbers, fitted, shares
from outcomes.calibration.measures import Truths
from reviews.engine.learned import MILLION, Blend, Hazard, Learned
from reviews.engine.policy_version import Policy

FOLDS = 5


@dataclass(frozen=True)
class Sample:
    """Doses of deals in whole doses, and whether each went badly."""

    severity: Numbers
    effort: Numbers
    bad: Truths

    def part(self, chosen: Truths) -> "Sample":
        return Sample(self.severity[chosen], self.effort[chosen], self.bad[chosen])

    def __len__(self) -> int:
        return len(self.bad)


@dataclass(frozen=True)
class Curve:
    hazard: Hazard
    blend: Blend | None

    def predict(self, sample: Sample) -> Numbers:
        return touched_up(self.blend, shares(self.hazard, sample.severity, sample.effort))


def sample_of(deals: Sequence[Deal], learned: Learned, policy: Policy) -> Sample:
    """The deals' doses under what was learned, without capacity."""
    scored = policy_with(policy, learned)
    doses = [deal.doses(learned, scored) for deal in deals]
    return Sample(
        severity=np.array([dose.severity for dose in doses], dtype=float) / MILLION,
        effort=np.array([dose.effort for dose in doses], dtype=float) / MILLION,
        bad=np.array([deal.signed.is_bad for deal in deals], dtype=bool),
    )


def fit_curve(sample: Sample) -> Curve:
    hazard = fitted(sample.severity, sample.effort, sample.bad)
    plain = shares(hazard, sample.severity, sample.effort)
    return Curve(hazard, fit_blend(plain, sample.bad))


def unseen(sample: Sample) -> Numbers:
    """A prediction for each outcome by a curve that was fitted on the other folds."""
    folds = np.arange(len(sample)) % FOLDS
    predicted = np.empty(len(sample))
    for fold in range(FOLDS):
        held = folds == fold
        predicted[held] = fit_curve(sample.part(~held)).predict(sample.part(held))
    return predicted
