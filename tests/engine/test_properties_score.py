"""Properties 01 to 07: what adding, worsening and shuffling may do to a score."""

from copy import deepcopy

from hypothesis import assume, given
from hypothesis import strategies as st

from reviews.engine import assess
from reviews.engine.scales import BANDS
from tests.engine.makers import make_cell, make_deal
from tests.engine.strategies import PAIRS, answers, complete_deals, deals
from tests.engine.worsening import WORSENINGS

GATES = (*BANDS, "CLOSED")


def with_cell(deal, cell):
    """The deal with one more answered cell."""
    longer = deepcopy(deal)
    longer["cells"].append(cell)
    longer["required"].append([cell["t"], cell["f"]])
    return longer


def free_pair(deal, draw):
    taken = [tuple(pair) for pair in deal["required"]]
    return draw(st.sampled_from([pair for pair in PAIRS if pair not in taken]))


@st.composite
def raising_likely_alone(draw):
    low, likely, higher, high = sorted(draw(st.lists(st.integers(0, 30_000), min_size=4, max_size=4)))
    confidence = draw(st.integers(20, 100))
    return [make_cell(c=confidence, one=[low, point, high]) for point in (likely, higher)]


@given(deals())
def test_property_01_bounded(deal):
    assessment = assess(deal)
    assert 0 <= assessment.low_tenths <= assessment.high_tenths <= 999
    assert assessment.shown_tenths == (1000 if assessment.is_blocked else assessment.low_tenths)
    assert assessment.gate in GATES


@given(deals(least=2), st.randoms(use_true_random=False))
def test_property_02_permutation_bit_for_bit(deal, random):
    shuffled = deepcopy(deal)
    random.shuffle(shuffled["cells"])
    random.shuffle(shuffled["required"])
    for key in ("terms", "cal"):
        entries = list(shuffled[key].items())
        random.shuffle(entries)
        shuffled[key] = dict(entries)
    one, other = assess(deal).as_document(), assess(shuffled).as_document()
    assert sorted(one.pop("cells")) == sorted(other.pop("cells"))
    assert one == other


@given(complete_deals(least=1), st.sampled_from(list(WORSENINGS)), st.data())
def test_property_03_monotone_in_every_input(deal, name, data):
    worse = deepcopy(deal)
    cell = data.draw(st.sampled_from(worse["cells"]))
    assume(WORSENINGS[name](worse, cell, data.draw))
    before, after = assess(deal), assess(worse)
    assert after.dose >= before.dose
    assert after.shown_tenths >= before.shown_tenths
    assert BANDS.index(after.gate) >= BANDS.index(before.gate)


@given(raising_likely_alone())
def test_property_03_dose_is_monotone_in_the_likely_point_alone(estimates_before_and_after):
    lower, higher = (assess(make_deal(cell)).dose for cell in estimates_before_and_after)
    assert higher >= lower


@given(deals(), st.data())
def test_property_04_non_dilution(deal, data):
    longer = with_cell(deal, data.draw(answers(free_pair(deal, data.draw), is_plain=True)))
    assert assess(longer).dose >= assess(deal).dose
    assert assess(longer).shown_tenths >= assess(deal).shown_tenths


@given(deals(), st.integers(80, 100), st.data())
def test_property_05_neutral_term_changes_nothing(deal, confidence, data):
    neutral = make_cell(*free_pair(deal, data.draw), 10, c=confidence)
    before, after = assess(deal).as_document(), assess(with_cell(deal, neutral)).as_document()
    for key in ("S", "E", "K", "dose", "score", "interval", "gate", "floor", "points", "cost"):
        assert after[key] == before[key]


@given(deals(least=1))
def test_property_06_worst_term_floor(deal):
    whole = assess(deal)
    for cell in deal["cells"]:
        alone = {**deal, "cells": [cell], "required": [[cell["t"], cell["f"]]], "cal": {}}
        assert whole.shown_tenths >= assess(alone).shown_tenths


@given(deals(least=1), st.data())
def test_property_07_blocker_dominance(deal, data):
    data.draw(st.sampled_from(deal["cells"]))["b"] = 1
    assessment = assess(deal)
    assert assessment.as_document()["score"] == "100.0"
    assert assessment.gate == assessment.route_at_least == "BLOCKED"
    assert assessment.reasons[0] == "blocker"
