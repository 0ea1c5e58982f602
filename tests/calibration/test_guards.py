"""What a new version may do to gates: raise at once, lower little, and only on support."""

from outcomes.calibration.changes import (
    confidence_change,
    hours_change,
    severity_change,
    uplift_change,
)
from outcomes.calibration.doses import Deal, ready
from outcomes.calibration.guards import NO_SUPPORT, TOO_FAR, broken_rule, guarded
from reviews.engine.learned import NO_HABIT, NOTHING_LEARNED, Habit, Learned
from reviews.engine.scales import DEFAULT_POLICY
from tests.make_calibration import make_evidence, make_signed_deal

AUTO, MGR, VP, EXEC = range(4)


def test_a_fall_of_two_bands_is_too_far() -> None:
    assert broken_rule([VP] * 40, [AUTO] + [VP] * 39) == TOO_FAR
    assert broken_rule([VP] * 40, [MGR] + [VP] * 39) == ""


def test_nobody_leaves_a_band_in_which_too_little_was_signed() -> None:
    assert broken_rule([MGR] * 19, [AUTO] + [MGR] * 18) == NO_SUPPORT
    assert broken_rule([MGR] * 20, [AUTO] + [MGR] * 19) == ""


def test_a_rise_needs_nothing() -> None:
    assert broken_rule([AUTO], [EXEC]) == ""


def test_what_raises_is_let_through_at_once() -> None:
    deals = ready(make_evidence(make_signed_deal(1, minutes=12_000)))
    changes = [
        uplift_change("DEL", 1_000, 2_000, 10),
        severity_change(1, NO_HABIT, -5, 20),
        confidence_change(1, NO_HABIT, 0, 5),
        hours_change(1, NO_HABIT, 1_100, 10),
    ]
    done = guarded(deals, DEFAULT_POLICY, NOTHING_LEARNED, changes)
    assert done.learned.uplift == {"DEL": 2_000}
    assert done.learned.habit(1) == Habit(severity=-5, hits=0, n=5, hours=1_100)
    assert len(done.raised) == 4
    assert done.dropped == ()
    [(was, now, count)] = done.moves
    assert (was, count) == ("VP", 1) and now in ("EXEC", "BLOCKED")


def moderate(count: int) -> list[Deal]:
    """Deals of one cell with 80 hours in it: Moderate, and Low at half the hours."""
    return ready(make_evidence(*[make_signed_deal(key, 10, minutes=4_800) for key in range(count)]))


def test_a_lowering_is_dropped_where_the_band_has_little_behind_it() -> None:
    halved = uplift_change("DEL", 1_000, 500, 20)
    few = guarded(moderate(19), DEFAULT_POLICY, NOTHING_LEARNED, [halved])
    assert few.learned == NOTHING_LEARNED
    assert [reason for _, reason in few.dropped] == [NO_SUPPORT]
    enough = guarded(moderate(20), DEFAULT_POLICY, NOTHING_LEARNED, [halved])
    assert enough.learned.uplift == {"DEL": 500}
    assert enough.moves == (("MGR", "AUTO", 20),)


def test_a_lowering_that_moves_nobody_needs_no_support() -> None:
    deals = [*moderate(20), *ready(make_evidence(make_signed_deal(100, 20, minutes=60, reviewer=2)))]
    done = guarded(deals, DEFAULT_POLICY, NOTHING_LEARNED, [severity_change(2, NO_HABIT, 3, 30)])
    assert done.learned.habit(2).severity == 3
    assert done.moves == ()


def test_nothing_lowers_where_no_gate_has_outcomes_enough_behind_it() -> None:
    """A reviewer whom no signed deal has met could lower the gates of deals to come."""
    low = ready(make_evidence(*[make_signed_deal(key, 10, minutes=60) for key in range(40)]))
    for deals in ([], moderate(19), low):
        done = guarded(deals, DEFAULT_POLICY, NOTHING_LEARNED, [severity_change(9, NO_HABIT, 3, 30)])
        assert done.learned == NOTHING_LEARNED and not done.changes
        assert [reason for _, reason in done.dropped] == [NO_SUPPORT]


def test_the_best_founded_of_two_lowerings_goes_first() -> None:
    """Each alone lowers a band; both together would be two."""
    deals = ready(make_evidence(*[make_signed_deal(key, 10, minutes=19_000) for key in range(30)]))
    changes = [uplift_change("DEL", 1_000, 500, 30), hours_change(1, NO_HABIT, 700, 60)]
    done = guarded(deals, DEFAULT_POLICY, NOTHING_LEARNED, changes)
    assert [change.kind for change in done.lowered] == ["hours"]
    assert [(change.kind, reason) for change, reason in done.dropped] == [("uplift", TOO_FAR)]


def test_a_lowering_is_measured_against_what_is_in_force() -> None:
    """Back from x 2 to x 1.5 is a lowering, though it still is more than what was estimated."""
    learned = Learned(uplift={"DEL": 2_000})
    change = uplift_change("DEL", 2_000, 1_500, 10)
    assert change.lowers
    assert not uplift_change("DEL", 1_000, 1_500, 10).lowers
    assert confidence_change(1, Habit(hits=0, n=20), 20, 20).lowers
    assert hours_change(1, Habit(hours=1_500), 1_200, 10).lowers
    assert severity_change(1, Habit(severity=-5), 0, 20).lowers
    deals = [*moderate(20), *ready(make_evidence(make_signed_deal(100, 10, minutes=60)))]
    assert guarded(deals, DEFAULT_POLICY, learned, [change]).learned.uplift == {"DEL": 1_500}
