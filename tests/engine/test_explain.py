"""Where the points come from."""

from reviews.engine import assess
from reviews.engine.explain import points_by_function, points_by_term
from tests.engine.golden import deal_of
from tests.engine.makers import make_cell, make_deal


def test_points_by_term_are_sorted_and_add_up():
    assessment = assess(deal_of("23"))
    by_term = points_by_term(assessment)
    assert by_term[:2] == [("T4", 385), ("T1", 303)]
    assert [tenths for _, tenths in by_term] == sorted((tenths for _, tenths in by_term), reverse=True)
    assert sum(tenths for _, tenths in by_term) == assessment.tenths == 799


def test_points_by_function_add_up_and_load_stands_apart():
    assessment = assess(deal_of("25"))
    by_function = dict(points_by_function(assessment))
    assert by_function["*"] == 68
    assert sum(by_function.values()) == assessment.tenths == 600
    assert dict(points_by_term(assessment))["*"] == 68


def test_equal_shares_are_told_in_the_order_of_their_keys():
    tied = assess(make_deal(make_cell("C"), make_cell("B"), make_cell("A")))
    assert tied.tenths == 199
    assert tied.points == {"A.DEL.severity": 67, "B.DEL.severity": 66, "C.DEL.severity": 66}
    assert [term for term, _ in points_by_term(tied)] == ["A", "B", "C"]


def test_a_term_with_dots_in_its_name_keeps_its_name():
    assert points_by_term(assess(make_deal(make_cell("4.2.1")))) == [("4.2.1", 120)]


def test_a_dose_too_small_for_a_tenth_is_listed_with_none():
    points = assess(make_deal(make_cell(level=50, one=[1, 1, 1]))).points
    assert points["T1.DEL.effort"] == 0
    assert points["T1.DEL.severity"] == 750
