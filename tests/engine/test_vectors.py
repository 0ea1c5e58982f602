"""Every worked vector of the specification, number by number."""

import pytest

from reviews.engine import assess
from reviews.engine.facts import DealFacts
from reviews.engine.interval import recompute
from tests.engine.golden import GOLDEN, WORKED

MONEY = ("mean", "p50", "p80", "p95", "hours_mean")
EXACT = (
    "S",
    "E",
    "K",
    "dose",
    "score6",
    "score",
    "unblocked",
    "interval",
    "band_low",
    "band_high",
    "decided",
    "gate",
    "route_at_least",
    "floor",
    "reasons",
    "vector",
    "cells",
    "points",
)


def test_the_golden_file_still_holds_its_twenty_seven_vectors():
    assert len(WORKED) == len(GOLDEN["worked"]) == 27


@pytest.mark.parametrize("name", WORKED)
def test_vector_is_reproduced(name):
    expected = WORKED[name]["expect"]
    assessed = assess(WORKED[name]["deal"]).as_document()
    assert assessed.keys() == expected.keys() == {*EXACT, "cost"}
    assert {key: assessed[key] for key in EXACT} == {key: expected[key] for key in EXACT}
    assert list(assessed["cost"]) == list(MONEY)
    assert assessed["cost"] == pytest.approx(expected["cost"], rel=1e-6, abs=0)


@pytest.mark.parametrize("name", WORKED)
def test_vector_comes_back_from_its_string_alone(name):
    expected = WORKED[name]["expect"]
    standing = recompute(f"{expected['score']}/{expected['vector']}").as_document()
    known = set(EXACT) - {"reasons", "cells", "points"}
    assert {key: standing[key] for key in known} == {key: expected[key] for key in known}


@pytest.mark.parametrize("name", WORKED)
def test_canonical_document_scores_the_same(name):
    facts = DealFacts.from_document(WORKED[name]["deal"])
    again = DealFacts.from_document(facts.as_document())
    assert again.as_document() == facts.as_document()
    assert assess(again).vector == assess(facts).vector == WORKED[name]["expect"]["vector"]


def test_attributes_say_what_the_document_says():
    assessment = assess(WORKED["23-realistic"]["deal"])
    assert (assessment.S, assessment.E, assessment.K) == (983269591570, 610749, 0)
    assert (assessment.dose, assessment.tenths, assessment.shown_tenths) == (1602349, 799, 799)
    assert (assessment.low_tenths, assessment.high_tenths) == (799, 799)
    assert assessment.decided and not assessment.is_blocked
    assert assessment.input_digest == "f1ff57467e7da155"
    assert assessment.cost.p80 == pytest.approx(11296278.3551, rel=1e-6)


def test_a_blocked_assessment_keeps_the_score_of_its_dose_beside_the_shown_one():
    assessment = assess(WORKED["16-blocker"]["deal"])
    assert (assessment.tenths, assessment.shown_tenths) == (40, 1000)
    assert assessment.is_blocked
