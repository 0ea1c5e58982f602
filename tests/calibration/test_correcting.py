"""An answer as it counts after learning."""

from hypothesis import given
from hypothesis import strategies as st

from reviews.engine.cell import Cell, Estimate
from reviews.engine.correcting import corrected
from reviews.engine.learned import NO_HABIT, Habit
from tests.engine.strategies import Document, answers

HABITS = st.builds(
    Habit,
    severity=st.integers(-7, 7),
    hits=st.integers(0, 50),
    n=st.integers(50, 200),
    hours=st.integers(200, 5_000),
)


def test_a_severe_reviewers_answer_counts_as_easier_and_larger() -> None:
    said = Cell("T1", "DEL", 30, 80, Estimate(60, 90, 120), Estimate(0, 5, 10), residual=20, accepted=True)
    counts = corrected(said, Habit(severity=4, hits=10, n=20, hours=1_500))
    assert (counts.level, counts.residual, counts.confidence) == (26, 16, 65)
    assert counts.once == (90, 135, 180)
    assert counts.monthly == (0, 8, 15)


def test_a_blocker_is_never_eased() -> None:
    said = Cell("T1", "DEL", 40, 80, blocker=True)
    assert corrected(said, Habit(severity=7)).level == 40
    assert corrected(said, Habit(severity=-3)).level == 43


def test_who_has_no_habit_is_taken_at_their_word() -> None:
    said = Cell("T1", "DEL", 34, 70, Estimate(1, 2, 3), Estimate(4, 5, 6), residual=20)
    assert corrected(said, NO_HABIT) == said


@given(document=answers(("T1", "DEL")), habit=HABITS)
def test_every_correction_is_an_answer_that_can_be_scored(document: Document, habit: Habit) -> None:
    said = Cell.from_document(document, "cells[0]")
    counts = corrected(said, habit)
    assert Cell.from_document(counts.as_document(), "cells[0]").level == counts.level
    assert counts.once.low <= counts.once.likely <= counts.once.high
    if said.level == 50:
        assert counts.level == 50
