"""Each thing that is learned acts by its own minimum; only the curve needs 50 outcomes."""

import json

import pytest

from outcomes.calibration.calibrate import NothingToLearn, calibrate
from outcomes.calibration.evidence import Judged
from reviews.engine.learned import Hazard, Learned
from tests.make_calibration import make_evidence, make_mixed_deals, make_signed_deal

NEEDS = "P(bad) needs 50 outcomes, 10 of them bad and 10 good: there are {n}, {bad} of them bad."


def judged(count: int) -> tuple[Judged, ...]:
    """Reviewer 1 judges a level harder than reviewer 2, so many times each."""
    return (Judged(1, "uptime", "DEL", 4),) * count + (Judged(2, "uptime", "DEL", 3),) * count


def test_severity_acts_from_twenty_reviews_without_any_outcome() -> None:
    done = calibrate(make_evidence(reviews=judged(20)))
    assert done.learned.habit(2).severity < 0
    assert done.learned.hazard is None and done.learned.outcomes == 0
    assert done.report.measured is None and done.report.comparison is None
    assert done.report.missing == NEEDS.format(n=0, bad=0)
    assert done.report.corrects and done.report.proposes and not done.report.takes_curve
    json.dumps(done.report.as_document(), allow_nan=False)


def test_without_outcomes_no_correction_lowers_a_score() -> None:
    done = calibrate(make_evidence(reviews=judged(20)))
    assert done.learned.habit(1).severity == 0
    assert done.report.unsupported == 1


def test_nineteen_reviews_teach_nothing() -> None:
    with pytest.raises(NothingToLearn):
        calibrate(make_evidence(reviews=judged(19)))


def test_confidence_acts_always() -> None:
    """Three ranges of one reviewer, none of which held the truth."""
    missed = [make_signed_deal(key, actual=900, spread=60) for key in range(3)]
    done = calibrate(make_evidence(*missed))
    assert (done.learned.habit(1).hits, done.learned.habit(1).n) == (0, 3)
    assert done.learned.uplift == {} and done.learned.hazard is None


def test_hours_act_from_ten_cells_and_there_is_no_curve_below_fifty() -> None:
    few, enough = (make_evidence(*make_mixed_deals(n, actual=1_500, spread=1_200)) for n in (9, 49))
    with pytest.raises(NothingToLearn):
        calibrate(few)
    done = calibrate(enough)
    assert done.learned.uplift["DEL"] > 1_000
    assert done.learned.hazard is None and done.learned.blend is None
    assert "there are 49" in done.report.missing


def test_enough_outcomes_with_too_few_bad_ones_have_no_curve_either() -> None:
    good = [make_signed_deal(key, is_bad=key < 9, actual=1_500, spread=1_200) for key in range(80)]
    done = calibrate(make_evidence(*good))
    assert done.learned.hazard is None
    assert done.report.missing == NEEDS.format(n=80, bad=9)


def test_the_second_run_on_the_same_few_changes_nothing_and_is_refused() -> None:
    first = calibrate(make_evidence(reviews=judged(20)), calibration=1).learned
    with pytest.raises(NothingToLearn, match="held back"):
        calibrate(make_evidence(reviews=judged(20), learned=first))


def test_the_curve_in_force_stays_while_corrections_are_proposed() -> None:
    """Work has turned out longer, but the new curve has nothing new to be compared on."""
    first = calibrate(make_evidence(*make_mixed_deals(120)), calibration=1).learned
    again = calibrate(
        make_evidence(*make_mixed_deals(120, actual=1_500), learned=first, learned_at=5.0), calibration=2
    )
    assert again.report.measured is not None and not again.report.takes_curve
    assert again.report.corrects and again.report.proposes
    assert again.learned.hazard == first.hazard
    assert again.learned.uplift["DEL"] > 1_000


def test_a_curve_in_force_outlives_outcomes_that_were_taken_back() -> None:
    curve = Hazard(400_000, 200_000, 50_000, 60, 20)
    done = calibrate(make_evidence(reviews=judged(20), learned=Learned(1, 60, hazard=curve)))
    assert done.learned.hazard == curve and done.report.missing
