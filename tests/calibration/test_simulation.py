"""The performance goals of the code in a made-up company: docs/outcomes.md, section 3."""

from collections import defaultdict
from statistics import fmean

import numpy as np
import pytest

from reviews.engine.assessment import assess
from reviews.engine.facts import DealFacts
from reviews.engine.scales import DEFAULT_POLICY
from tests.calibration.simulation.company import draw_company
from tests.calibration.simulation.deals import draw_deals
from tests.calibration.simulation.evidence import signed_deal
from tests.calibration.simulation.scoring import doses_of
from tests.calibration.simulation.trial import Trial, run_trial
from tests.calibration.simulation.truths import TRUTHS

COMPANIES_EACH = 6


@pytest.fixture(scope="module")
def trials() -> list[Trial]:
    return [run_trial(truth, seed) for truth in TRUTHS for seed in range(COMPANIES_EACH)]


def by_truth(trials: list[Trial]) -> dict[str, float]:
    found: dict[str, list[float]] = defaultdict(list)
    for trial in trials:
        found[trial.truth].append(trial.raw)
    return {truth: fmean(values) for truth, values in found.items()}


def test_the_raw_score_ranks_true_pain(trials: list[Trial]) -> None:
    worlds = by_truth(trials)
    print({truth: round(value, 3) for truth, value in worlds.items()})
    assert fmean(worlds.values()) >= 0.88
    assert min(worlds.values()) >= 0.84


def test_the_raw_score_leads_the_best_simple_number_by_far(trials: list[Trial]) -> None:
    best = max(fmean(trial.baselines[name] for trial in trials) for name in trials[0].baselines)
    assert fmean(trial.raw for trial in trials) - best >= 0.15


def test_two_hundred_outcomes_teach_a_better_rank(trials: list[Trial]) -> None:
    assert fmean(trial.calibrated for trial in trials) >= 0.92


def test_the_probability_after_two_hundred_outcomes_is_one(trials: list[Trial]) -> None:
    assert fmean(trial.brier for trial in trials) <= 0.165
    assert fmean(trial.ece for trial in trials) <= 0.07


def test_the_probability_beats_saying_the_base_rate(trials: list[Trial]) -> None:
    assert sum(trial.brier < trial.base_brier for trial in trials) >= 0.95 * len(trials)


def test_the_top_tenth_of_the_score_holds_its_share_of_bad_deals(trials: list[Trial]) -> None:
    assert fmean(trial.capture for trial in trials) >= 0.23


def test_the_score_read_as_a_probability_would_be_worse_than_the_base_rate(trials: list[Trial]) -> None:
    assert fmean(trial.score_brier for trial in trials) > fmean(trial.base_brier for trial in trials) + 0.05


def test_scoring_many_deals_at_once_agrees_with_the_engine() -> None:
    rng = np.random.default_rng(20)
    deals = draw_deals(draw_company(rng), 300, rng)
    doses = doses_of(deals)
    for deal in range(0, 300, 3):
        rows = [int(row) for row in np.nonzero(deals.cells.deal == deal)[0]]
        signed = signed_deal(deals, deal, rows, False)
        facts = DealFacts(
            policy=DEFAULT_POLICY.id,
            value=signed.value,
            months=signed.months,
            cells=tuple(answer.cell for answer in signed.answers),
            required=tuple(answer.cell.key for answer in signed.answers),
            terms=signed.terms,
        )
        assessed = assess(facts)
        assert doses.effort[deal] == assessed.E
        assert assessed.dose == doses.dose[deal]


def test_a_trial_gives_the_same_figures_for_the_same_seed() -> None:
    one, again = (run_trial("additive", 3, deals=1_200, learnt=150) for _ in range(2))
    assert one == again
