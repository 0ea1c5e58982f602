"""Several reviewers in one cell."""

import pytest

from reviews.engine.facts import Cell, Estimate, InvalidFacts
from reviews.engine.merge import merge_answers


def answer(level: int = 30, **more: object) -> Cell:
    return Cell("T1", "DEL", level, more.pop("confidence", 90), **more)


def test_one_answer_stays_as_it_is():
    assert merge_answers([answer()]) == answer()


def test_the_most_careful_of_each_number_counts():
    dana = answer(20, confidence=95, once=Estimate(60, 120, 600), monthly=Estimate(0, 10, 20))
    omar = answer(30, confidence=70, once=Estimate(90, 100, 300), monthly=Estimate(0, 0, 30))
    merged = merge_answers([dana, omar])
    assert (merged.level, merged.confidence) == (30, 70)
    assert merged.once == Estimate(90, 120, 600)
    assert merged.monthly == Estimate(0, 10, 30)
    assert not merged.is_disputed


@pytest.mark.parametrize(("other", "is_disputed"), [(30, False), (39, False), (40, True), (50, True)])
def test_two_levels_apart_is_a_dispute(other, is_disputed):
    assert merge_answers([answer(20), answer(other)]).is_disputed is is_disputed


def test_one_blocker_blocks():
    assert merge_answers([answer(), answer(blocker=True), answer(blocker=False)]).blocker is True
    assert merge_answers([answer(), answer(blocker=False)]).blocker is False
    assert merge_answers([answer(), answer()]).blocker is None


def test_a_condition_lightens_only_when_every_reviewer_holds_it_accepted():
    accepted = answer(50, residual=20, accepted=True)
    both = merge_answers([accepted, answer(50, residual=30, accepted=True)])
    assert both.standing_level == 30
    assert merge_answers([accepted, answer(50)]).standing_level == 50
    assert merge_answers([accepted, answer(50, residual=30, accepted=False)]).standing_level == 50


def test_order_of_answers_is_no_matter():
    answers = [answer(20, blocker=True), answer(40, residual=20, accepted=True), answer(30, confidence=50)]
    assert merge_answers(answers) == merge_answers(answers[::-1])


def test_answers_about_different_cells_are_refused():
    with pytest.raises(InvalidFacts, match="same term and function"):
        merge_answers([answer(), Cell("T2", "DEL", 30, 90)])
    with pytest.raises(InvalidFacts, match="at least one"):
        merge_answers([])
