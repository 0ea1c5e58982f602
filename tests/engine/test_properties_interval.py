"""Properties 08, 09, 14 and 15: the interval, the explanation and the string."""

from copy import deepcopy
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from reviews.engine import assess, recompute
from reviews.engine.rounding import nearest_root
from tests.engine.makers import make_cell, make_deal
from tests.engine.strategies import PAIRS, deals, mild_answers, pairs, surroundings


@st.composite
def waiting_deals(draw):
    """A deal with at least one review missing, and mild answers to those that are in."""
    chosen = draw(pairs(least=0, most=4))
    cells = [draw(mild_answers(pair)) for pair in chosen]
    others = [pair for pair in PAIRS if pair not in chosen]
    missing = draw(st.lists(st.sampled_from(others), min_size=1, max_size=4, unique=True))
    return make_deal(*cells, missing=tuple(missing), **draw(surroundings())), missing


def answered(deal, *cells):
    longer = deepcopy(deal)
    longer["cells"].extend(cells)
    return longer


@given(waiting_deals(), st.data())
def test_property_08_interval_contains_every_completion_and_never_releases(waiting, data):
    deal, missing = waiting
    interval = assess(deal)
    assert interval.gate in ("CLOSED", "BLOCKED")
    final = assess(answered(deal, *[data.draw(mild_answers(pair)) for pair in missing]))
    assert interval.low_tenths <= final.tenths <= interval.high_tenths
    easy = assess(answered(deal, *[make_cell(*pair, 10) for pair in missing]))
    worst = {"one": [4_800] * 3, "rec": [480] * 3}
    hard = assess(answered(deal, *[make_cell(*pair, 50, **worst) for pair in missing]))
    assert (easy.tenths, hard.tenths) == (interval.low_tenths, interval.high_tenths)


@given(waiting_deals(), st.data())
def test_property_09_intervals_nest(waiting, data):
    deal, missing = waiting
    wide = assess(deal)
    for pair in data.draw(st.permutations(missing)):
        deal = answered(deal, data.draw(mild_answers(pair)))
        narrow = assess(deal)
        assert wide.low_tenths <= narrow.low_tenths <= narrow.high_tenths <= wide.high_tenths
        wide = narrow
    assert wide.low_tenths == wide.high_tenths


@given(deals())
def test_property_14_explanation_adds_up_exactly(deal):
    assessment = assess(deal)
    assert sum(assessment.points.values()) == assessment.tenths
    root, dose = nearest_root(assessment.S), assessment.dose
    for cell in assessment.cells:
        source = f"{cell.term}.{cell.function}"
        exact = {"effort": Fraction(assessment.tenths * cell.effort, dose or 1)}
        exact["severity"] = Fraction(
            assessment.tenths * cell.square * root, (assessment.S or 1) * (dose or 1)
        )
        for channel, share in exact.items():
            assert abs(assessment.points.get(f"{source}.{channel}", 0) - share) < 1


@given(deals(), st.integers(0, 1000))
def test_property_15_string_recomputes_score_interval_and_gate(deal, other):
    assessment = assess(deal)
    said = assessment.as_document()
    again = recompute(f"{said['score']}/{assessment.vector}").as_document()
    told_by_facts = {"reasons", "cells", "points", "cost"}
    assert {key: again[key] for key in again if key not in told_by_facts} == {
        key: said[key] for key in said if key not in told_by_facts
    }
    if other != assessment.shown_tenths:
        assert is_refused(f"{other // 10}.{other % 10}/{assessment.vector}")


def is_refused(string):
    try:
        recompute(string)
    except ValueError as refusal:
        return refusal.field == "score"
    return False
