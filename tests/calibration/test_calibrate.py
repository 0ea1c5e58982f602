"""Evidence in, what it teaches and a report out."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outcomes.calibration.calibrate import NothingToLearn, calibrate
from outcomes.calibration.doses import policy_with, ready
from outcomes.calibration.evidence import Judged
from reviews.engine.assessment import assess
from reviews.engine.facts import DealFacts
from reviews.engine.learned import Hazard, Learned
from reviews.engine.scales import DEFAULT_POLICY
from tests.make_calibration import make_evidence, make_mixed_deals, make_signed_deal


def test_few_outcomes_of_which_nothing_else_may_act_are_refused_with_a_sentence() -> None:
    with pytest.raises(NothingToLearn, match=r"10 good: there are 9, 3 of them bad\. No correction"):
        calibrate(make_evidence(*make_mixed_deals(9)))


def test_the_harder_deals_get_the_higher_probability() -> None:
    done = calibrate(make_evidence(*make_mixed_deals(120)), calibration=7)
    assert done.learned.calibration == 7
    assert done.learned.outcomes == 120
    assert done.learned.hazard is not None and done.learned.hazard.bad == 36
    assert done.learned.blend is None
    assert done.report.measured and done.report.measured.brier < done.report.measured.base_brier
    assert done.report.comparison is None and done.report.proposes


def test_the_touch_up_comes_with_two_hundred_outcomes() -> None:
    blend = calibrate(make_evidence(*make_mixed_deals(240))).learned.blend
    assert blend is not None and blend.weight == 375


def test_the_order_of_the_evidence_is_no_matter_and_a_second_run_says_the_same() -> None:
    deals = make_mixed_deals(80)
    one, two = calibrate(make_evidence(*deals)), calibrate(make_evidence(*reversed(deals)))
    assert one == two


def test_what_is_learned_survives_being_stored() -> None:
    reviews = (Judged(1, "uptime", "DEL", 4),) * 30 + (Judged(2, "uptime", "DEL", 3),) * 30
    done = calibrate(make_evidence(*make_mixed_deals(240, actual=900, spread=60), reviews=reviews))
    stored = json.loads(json.dumps(done.learned.as_document()))
    assert Learned.from_document(stored) == done.learned
    assert done.learned.uplift["DEL"] > 1_000
    assert done.learned.habit(1).severity == 4 and done.learned.habit(2).severity == -4
    assert done.learned.habit(1).n == 240
    json.dumps(done.report.as_document(), allow_nan=False)


def test_the_report_counts_reviewers_and_names_none() -> None:
    reviews = (Judged(411, "uptime", "DEL", 4),) * 30 + (Judged(412, "uptime", "DEL", 3),) * 30
    done = calibrate(make_evidence(*make_mixed_deals(120), reviews=reviews))
    [severity, *_] = done.report.reviewers
    assert (severity.raised, severity.lowered) == (1, 1)
    assert "411" not in json.dumps(done.report.as_document())


def test_a_calibration_in_force_is_kept_without_new_outcomes() -> None:
    first = calibrate(make_evidence(*make_mixed_deals(120)), calibration=1).learned
    again = calibrate(make_evidence(*make_mixed_deals(120), learned=first, learned_at=5.0))
    assert again.report.comparison is not None and again.report.comparison.n == 0
    assert not again.report.proposes


def test_a_bad_curve_in_force_is_replaced_once_outcomes_show_it() -> None:
    wrong = Learned(calibration=1, outcomes=60, hazard=Hazard(1, 1, 3_000_000, 60, 50))
    late = make_mixed_deals(120, arrived=9.0)
    done = calibrate(make_evidence(*late, learned=wrong, learned_at=5.0))
    assert done.report.comparison is not None
    assert done.report.comparison.n == 120
    assert done.report.comparison.high < 0
    assert done.report.takes_curve and done.report.proposes


def test_hours_below_the_estimate_need_twenty_cells() -> None:
    """Nineteen cells of Support with half the work leave its uplift; ten with twice the work raise one."""
    deals = [
        *make_mixed_deals(60),
        *(make_signed_deal(100 + n, function="SUP", reviewer=2, actual=300) for n in range(19)),
        *(make_signed_deal(200 + n, function="LEG", reviewer=3, actual=1_200) for n in range(10)),
    ]
    done = calibrate(make_evidence(*deals))
    rows = {row.code: row for row in done.report.functions}
    assert rows["SUP"].after == 1_000 and rows["SUP"].because == "few_to_lower"
    assert rows["LEG"].after > 1_000
    assert "SUP" not in done.learned.uplift


def test_doses_are_the_engines_own() -> None:
    """The bare scoring of the guards against a full assessment of the same corrected cells."""
    signed = make_signed_deal(1, 34, minutes=9_000, spread=2_000, confidence=60)
    [deal] = ready(make_evidence(signed))
    learned = Learned(uplift={"DEL": 1_300})
    policy = policy_with(DEFAULT_POLICY, learned)
    facts = DealFacts(
        policy=policy.id,
        value=signed.value,
        months=signed.months,
        cells=tuple(answer.cell for answer in signed.answers),
        required=(("T1", "DEL"),),
    )
    full = assess(facts, policy)
    doses = deal.doses(learned, policy)
    assert doses.severity + doses.effort == full.dose
    assert policy.band_of(full.tenths) == full.band_low


@settings(max_examples=25, deadline=None)
@given(level=st.integers(10, 49), more=st.integers(1, 10))
def test_a_calibrated_chance_rises_with_the_level(level: int, more: int) -> None:
    learned = CALIBRATED.learned
    low, high = (
        ready(make_evidence(make_signed_deal(1, at)))[0].doses(learned, DEFAULT_POLICY).severity
        for at in (level, min(50, level + more))
    )
    assert high >= low


CALIBRATED = calibrate(make_evidence(*make_mixed_deals(240)))


def test_a_five_and_a_blocker_stay_what_they_are_under_any_learning() -> None:
    severe = Learned(habits={1: replace(CALIBRATED.learned.habit(1), severity=7)})
    [five] = ready(make_evidence(make_signed_deal(1, 50)))
    assert five.doses(severe, DEFAULT_POLICY).severity >= five.doses(Learned(), DEFAULT_POLICY).severity
