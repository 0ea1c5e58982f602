"""The gate: which rule asks for whom, and what keeps it closed."""

import pytest

from reviews.engine import assess
from reviews.engine.facts import DealFacts
from reviews.engine.gate import rule_floor
from reviews.engine.scales import DEFAULT_POLICY
from tests.engine.makers import make_cell, make_deal


def hours_costing(share_of_value: float) -> list[int]:
    """Minutes of Delivery, all three points alike, that cost a share of 500,000.00 on average."""
    minutes = round(share_of_value * 50_000_000 / 12_000 * 60)
    return [minutes] * 3


@pytest.mark.parametrize(("share", "floor"), [(0.05, "AUTO"), (0.16, "MGR"), (0.30, "VP"), (0.60, "EXEC")])
def test_expected_cost_lifts_the_floor(share, floor):
    assessment = assess(make_deal(make_cell(level=10, one=hours_costing(share))))
    assert assessment.floor == floor
    assert len(assessment.reasons) == (0 if floor == "AUTO" else 1)


@pytest.mark.parametrize(
    ("per_mille", "floor"),
    [(149.4, "AUTO"), (149.6, "MGR"), (299.4, "MGR"), (300, "VP"), (599.4, "VP"), (599.5, "EXEC")],
)
def test_the_cost_share_is_judged_to_the_nearest_per_mille(per_mille, floor):
    facts = DealFacts.from_document(make_deal(value=1_000_000))
    assert rule_floor(facts, per_mille * 1_000, DEFAULT_POLICY).band == floor


def test_the_cost_reason_is_in_tenths_of_a_per_cent():
    assessment = assess(make_deal(make_cell(level=10, one=hours_costing(0.2))))
    share = assessment.cost.p80 / 50_000_000
    assert assessment.reasons == (f"P80 cost {100 * share:.1f}% of value",)


@pytest.mark.parametrize(
    ("own", "floor", "reasons"),
    [
        (1_000, "AUTO", ()),
        (1_001, "VP", ("DEL month 0 at 100%",)),
        (3_000, "VP", ("DEL month 0 at 120%",)),
        (3_001, "EXEC", ("DEL month 0 at 120%",)),
        (3_199, "EXEC", ("DEL month 0 at 121%",)),
    ],
)
def test_a_month_above_capacity_lifts_the_floor(own, floor, reasons):
    assessment = assess(make_deal(make_cell(level=10), cal={"DEL": [[7_000, 2_000, 10_000, own]]}))
    assert (assessment.floor, assessment.reasons) == (floor, reasons)


def test_load_up_to_the_plan_limit_adds_no_dose_and_a_function_month_above_it_scores_twenty():
    calm = assess(make_deal(cal={"DEL": [[8_000, 0, 10_000, 500]]}))
    full = assess(make_deal(cal={"DEL": [[8_500, 0, 10_000, 10_000]]}))
    assert (calm.K, full.K) == (0, 223_144)
    assert full.tenths == 200


def test_load_that_was_too_much_before_is_not_held_against_this_deal():
    assessment = assess(make_deal(cal={"DEL": [[20_000, 0, 10_000, 0]]}))
    assert assessment.K == 0
    assert assessment.floor == "EXEC"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"disputed": [["T1", "DEL"]]}, "T1.DEL reviewers two levels apart"),
        ({"open_concern": True}, "renewal with an open customer concern"),
    ],
)
def test_what_is_not_settled_asks_for_a_vp_at_least(more, reason):
    assessment = assess(make_deal(make_cell(level=10), **more))
    assert (assessment.gate, assessment.floor, assessment.reasons) == ("VP", "VP", (reason,))
    harder = assess(make_deal(make_cell(level=50), **more))
    assert harder.gate == "EXEC"


def test_a_missing_review_closes_the_gate_and_the_rules_still_route():
    assessment = assess(make_deal(make_cell(level=10), missing=(("T2", "SEC"),), open_concern=True))
    assert assessment.gate == "CLOSED"
    assert assessment.route_at_least == "VP"
    assert assessment.reasons == ("1 of 2 reviews missing", "renewal with an open customer concern")


def test_a_blocker_stands_even_while_reviews_are_missing():
    assessment = assess(make_deal(make_cell(level=10, b=1), missing=(("T2", "SEC"),)))
    assert (assessment.gate, assessment.route_at_least) == ("BLOCKED", "BLOCKED")
    assert assessment.as_document()["score"] == "100.0"


def test_an_answer_that_nobody_required_counts_in_the_score_but_not_as_an_answer():
    deal = make_deal(make_cell(level=40), missing=(("T2", "SEC"),))
    deal["required"] = [["T2", "SEC"]]
    assessment = assess(deal)
    assert assessment.tenths == 350
    assert "/R:0.1/" in assessment.vector
    assert assessment.gate == "CLOSED"
