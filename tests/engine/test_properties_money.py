"""Property 19: the cost distribution is in order, and rises with every estimate."""

from hypothesis import given
from hypothesis import strategies as st

from reviews.engine import assess
from tests.engine.makers import make_cell, make_deal
from tests.engine.strategies import complete_deals, estimates, raised_points

NOISE = 1e-9  # the search for a quantile stops before the last bits of a float
CLOSED_FORM = 0.01  # of several estimates all but one enter by three moments; docs/scoring.md, 5.4


def amounts(deal):
    cost = assess(deal).cost
    return cost.mean, cost.p50, cost.p80, cost.p95


@st.composite
def raised_estimates(draw):
    """Three points, and the same with one of them raised; doubt must not undo it (docs, 5.4)."""
    points = draw(estimates())
    return points, draw(raised_points(points))


def falls(before, after, tolerance):
    """Whether an amount fell, by more than `tolerance` and the last decimal shown."""
    return [higher < lower * (1 - tolerance) - 0.0001 for lower, higher in zip(before, after, strict=True)]


@given(complete_deals(has_rules=False))
def test_property_19_quantiles_are_in_order(deal):
    cost = assess(deal).cost
    assert 0 <= cost.p50 <= cost.p80 <= cost.p95
    assert (cost.mean > 0) == any(cell["one"][2] or cell["rec"][2] for cell in deal["cells"])


@given(raised_estimates(), st.integers(20, 100))
def test_property_19_money_is_monotone_in_a_single_estimate(estimate, confidence):
    before, after = (amounts(make_deal(make_cell(c=confidence, one=points))) for points in estimate)
    assert not any(falls(before, after, NOISE))


@given(raised_estimates(), st.lists(estimates(), min_size=1, max_size=3), st.integers(20, 100))
def test_property_19_money_is_monotone_in_one_estimate_of_several(estimate, others, confidence):
    rest = [make_cell(f"R{number}", "SEC", one=one) for number, one in enumerate(others)]
    before, after = (amounts(make_deal(make_cell(c=confidence, one=points), *rest)) for points in estimate)
    assert not any(falls(before, after, CLOSED_FORM))
    assert after[0] >= before[0] * (1 - NOISE)
