"""One company's trial: score all its deals, learn from 200 signed ones, measure on deals not seen."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import spearmanr

from outcomes.calibration.calibrate import calibrate
from outcomes.calibration.measures import area_under_curve, brier, calibration_error, reliability
from outcomes.calibration.predicting import Curve, Sample
from reviews.engine.learned import MILLION, Learned
from tests.calibration.simulation.company import Numbers, draw_company
from tests.calibration.simulation.deals import draw_deals
from tests.calibration.simulation.evidence import evidence_of
from tests.calibration.simulation.scoring import DealDoses, doses_of, levels_of
from tests.calibration.simulation.truths import TRUTHS, chance_of_bad

DEALS, LEARNT = 2_400, 200
SIGNED_BY_BAND = np.array([0.9, 0.75, 0.55, 0.3, 0.05])


@dataclass(frozen=True)
class Trial:
    """Measured on all submitted deals of the second half. Spearman with true pain, Brier and ECE of P(bad),
    `capture`: share of the bad deals in the score's top tenth. `baselines`: Spearman of simpler numbers."""

    truth: str
    raw: float
    calibrated: float
    baselines: dict[str, float]
    brier: float
    ece: float
    score_brier: float
    base_brier: float
    oracle_brier: float
    capture: float
    auc: float


def run_trial(truth: str, seed: int, *, deals: int = DEALS, learnt: int = LEARNT) -> Trial:
    rng = np.random.default_rng([seed, *truth.encode()])
    company = draw_company(rng)
    drawn = draw_deals(company, deals, rng)
    pain = TRUTHS[truth](company, drawn)
    chance = chance_of_bad(pain)
    bad = rng.random(deals) < chance
    raw = doses_of(drawn)
    test = np.arange(deals) >= deals // 2
    signed = ~test & (rng.random(deals) < SIGNED_BY_BAND[_bands(raw.dose)])
    done = calibrate(evidence_of(drawn, np.nonzero(signed)[0][:learnt], bad))
    predicted = _predicted(done.learned, doses_of(drawn, done.learned), bad)[test]
    points = -np.expm1(-raw.dose[test] / MILLION)
    top = np.argsort(-raw.dose[test], kind="stable")[: test.sum() // 10]
    rate = bad[signed].mean()
    return Trial(
        truth=truth,
        raw=_rank(raw.dose[test], pain[test]),
        calibrated=_rank(predicted, pain[test]),
        baselines={name: _rank(found[test], pain[test]) for name, found in levels_of(drawn).items()},
        brier=brier(predicted, bad[test]),
        ece=calibration_error(reliability(predicted, bad[test])),
        score_brier=brier(points, bad[test]),
        base_brier=float(np.mean((rate - bad[test]) ** 2)),
        oracle_brier=brier(chance[test], bad[test]),
        capture=float(bad[test][top].sum() / bad[test].sum()),
        auc=area_under_curve(raw.dose[test].astype(float), bad[test]).value,
    )


def _predicted(learned: Learned, doses: DealDoses, bad: np.ndarray) -> Numbers:
    assert learned.hazard is not None
    sample = Sample(doses.severity / MILLION, doses.effort / MILLION, bad)
    return Curve(learned.hazard, learned.blend).predict(sample)


def _bands(dose: np.ndarray) -> np.ndarray:
    return np.searchsorted([20, 45, 70, 90], -100 * np.expm1(-dose / MILLION), side="right")


def _rank(score: np.ndarray, pain: np.ndarray) -> float:
    return float(spearmanr(score, pain).statistic)
