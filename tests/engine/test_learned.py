"""What a policy has learned, as a document: read back as it was, or refused by the name of the field."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.engine.checks import InvalidFacts
from reviews.engine.learned import NOTHING_LEARNED, Blend, Habit, Hazard, Learned

COUNTS = st.integers(0, 1_000)
HAZARDS = st.builds(
    Hazard, a=st.integers(1, 10**7), b=st.integers(1, 10**7), c=st.integers(1, 10**7), n=COUNTS, bad=COUNTS
)
LEARNED = st.builds(
    Learned,
    calibration=COUNTS,
    outcomes=COUNTS,
    uplift=st.dictionaries(st.sampled_from(("DEL", "SUP", "FIN")), st.integers(500, 2_500)),
    habits=st.dictionaries(
        st.integers(1, 99),
        st.builds(Habit, severity=st.integers(-7, 7), hits=st.just(3), n=st.integers(3, 40)),
    ),
    hazard=st.none() | HAZARDS,
    blend=st.none() | st.just(Blend(333, ((10, 0), (500_000, 400_000), (900_000, 400_000)))),
)


def document(**changed: Any) -> dict[str, Any]:
    learned = Learned(
        uplift={"DEL": 1_200},
        habits={7: Habit(severity=3, hits=4, n=9)},
        hazard=Hazard(300_000, 300_000, 20_000, 60, 20),
        blend=Blend(333, ((10, 0), (500_000, 400_000))),
    )
    return {**learned.as_document(), **changed}


@given(learned=LEARNED)
def test_a_stored_document_reads_back_as_it_was(learned: Learned) -> None:
    assert Learned.from_document(json.loads(json.dumps(learned.as_document()))) == learned


def test_no_document_is_nothing_learned() -> None:
    assert Learned.from_document({}) == NOTHING_LEARNED


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"uplift": {"DEL": 2_501}}, "learned.uplift.DEL"),
        ({"uplift": {"DEL": 499}}, "learned.uplift.DEL"),
        ({"uplift": {"del": 1_000}}, "learned.uplift"),
        ({"habits": {"seven": {}}}, "learned.habits"),
        ({"habits": {"7": {"severity": 8, "hits": 0, "n": 0, "hours": 1_000}}}, "learned.habits.severity"),
        ({"habits": {"7": {"severity": 0, "hits": 3, "n": 2, "hours": 1_000}}}, "learned.habits.hits"),
        ({"hazard": {"a": 0, "b": 1, "c": 1, "n": 50, "bad": 10}}, "learned.hazard.a"),
        ({"hazard": {"a": 1, "b": 1, "n": 50, "bad": 10}}, "learned.hazard.c"),
        ({"blend": {"weight": 300, "points": []}}, "learned.blend.points"),
        ({"blend": {"weight": 300, "points": [[5, 9], [6, 8]]}}, "learned.blend.points"),
        ({"blend": {"weight": 300, "points": [[5, 9], [5, 9]]}}, "learned.blend.points"),
        ({"calibration": 1.5}, "learned.calibration"),
        ({"more": 1}, "learned.more"),
    ],
)
def test_a_faulty_document_is_refused_by_the_name_of_the_field(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidFacts) as refusal:
        Learned.from_document(document(**changed))
    assert refusal.value.field == field
