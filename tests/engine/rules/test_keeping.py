"""Asked once: an approval is kept only where its rules say so, and never on new ground."""

from typing import Any

import pytest

from reviews.engine.rules import Rulebook, StepAsked, evaluate, keeping
from reviews.engine.rules.keeping import Change, Keeping
from tests.engine.rules.makers import Document, make_book, make_step, make_term, step_of

ABOVE = {"fact": "discount", "above": 10}
MONTHS = {"fact": "months", "at_most": 36}


def asked(book: Rulebook, **facts: Any) -> StepAsked:
    return step_of(evaluate(book, {"band": "VP", **facts}))


def judged(book: Rulebook, before: Document, after: Document, **more: Any) -> Keeping:
    bands = {"band_before": "VP", "band_after": "VP", "new_terms": (), **more}
    return keeping.judge(book, asked(book, **before), asked(book, **after), **bands)


def is_kept(condition: Document, keep: Document, before: Any, after: Any) -> bool:
    """Is an approval kept when the one fact of `condition` goes from `before` to `after`?"""
    book = make_book(make_step("vp", condition, keep=keep))
    name = condition["fact"]
    return judged(book, {name: before}, {name: after}).is_kept


def test_a_rule_that_does_not_speak_of_keeping_asks_again() -> None:
    found = judged(make_book(make_step("vp", ABOVE)), {"discount": 15}, {"discount": 15})
    assert found == Keeping(False, "Asked again, because the rule vp does not let an approval be kept.", ())


def test_an_approval_is_kept_when_nothing_it_was_given_on_has_changed() -> None:
    book = make_book(make_step("vp", ABOVE, keep={}))
    found = judged(book, {"discount": 15, "months": 12}, {"discount": 15, "months": 60})
    assert found == Keeping(True, "Kept, because nothing that it was approved on has changed.", ())


def test_an_approval_is_kept_within_the_tolerance_and_says_why() -> None:
    book = make_book(make_step("vp", ABOVE, keep={"discount": 5}))
    found = judged(book, {"discount": 18.5}, {"discount": 15})
    assert found.is_kept
    assert found.because == "Kept, because discount went from 18.5 to 15, which its rules allow."
    assert found.changes == (Change("discount", 18.5, 15),)


def test_a_fact_that_moved_too_far_is_named_with_both_values() -> None:
    book = make_book(make_step("vp", ABOVE, keep={"discount": 1}))
    found = judged(book, {"discount": 18.5}, {"discount": 15})
    assert found.because == "Asked again, because discount went from 18.5 to 15."
    assert found.changes == (Change("discount", 18.5, 15),)


@pytest.mark.parametrize("operator", ["above", "at_least"])
def test_away_from_a_lower_limit_is_downwards(operator: str) -> None:
    condition = {"fact": "discount", operator: 10}
    assert is_kept(condition, {"discount": 5}, 20, 15)
    assert not is_kept(condition, {"discount": 5}, 20, 14.9)
    assert not is_kept(condition, {"discount": 5}, 15, 15.1)


@pytest.mark.parametrize("operator", ["below", "at_most"])
def test_away_from_an_upper_limit_is_upwards(operator: str) -> None:
    condition = {"fact": "days_to_quarter_end", operator: 30}
    keep = {"days_to_quarter_end": 5}
    assert is_kept(condition, keep, 10, 15)
    assert not is_kept(condition, keep, 10, 15.1)
    assert not is_kept(condition, keep, 15, 14.9)


def test_a_tolerance_in_per_cent_is_of_the_value_approved() -> None:
    value = {"fact": "value", "above": 100}
    assert is_kept(value, {"value": "10 %"}, 1000, 900)
    assert not is_kept(value, {"value": "10 %"}, 1000, 899.99)
    assert not is_kept(value, {"value": "10%"}, 1000, 1001)


@pytest.mark.parametrize(
    "tests", [{"above": 10, "at_most": 20}, {"in": [15, 16]}, {"is_not": 3}, {"above": 10, "is_not": 3}]
)
def test_a_range_or_a_list_has_no_safe_direction(tests: Document) -> None:
    condition = {"fact": "discount", **tests}
    assert is_kept(condition, {"discount": 5}, 15, 15)
    assert not is_kept(condition, {"discount": 5}, 16, 15)
    assert not is_kept(condition, {"discount": 5}, 15, 16)


def test_without_a_tolerance_even_the_safe_direction_is_asked_again() -> None:
    assert not is_kept(ABOVE, {}, 20, 19.9)


@pytest.mark.parametrize(
    ("condition", "before", "after"),
    [
        ({"fact": "kind", "in": ["renewal", "expansion"]}, "renewal", "expansion"),
        ({"fact": "country", "is_not": "DE"}, "FR", "IT"),
        ({"fact": "product_lines", "has_any": ["core"]}, ["core"], ["core", "edge"]),
        ({"fact": "band", "at_least": "MGR"}, "VP", "MGR"),
    ],
)
def test_a_changed_word_set_or_band_is_asked_again(condition: Document, before: Any, after: Any) -> None:
    assert not is_kept(condition, {}, before, after)
    assert is_kept(condition, {}, before, before)


def test_the_spelling_of_a_word_and_the_order_of_a_set_are_no_change() -> None:
    assert is_kept({"fact": "country", "is": "DE"}, {}, "DE", "de")
    assert is_kept({"fact": "product_lines", "has_any": ["a"]}, {}, ["a", "b"], ["b", "a"])


def test_a_change_that_the_step_never_looked_at_does_not_matter() -> None:
    book = make_book(make_step("vp", ABOVE, keep={}))
    assert judged(book, {"discount": 15, "kind": "renewal"}, {"discount": 15, "kind": "expansion"}).is_kept


def test_an_unknown_fact_is_asked_again_even_if_it_was_unknown_before() -> None:
    book = make_book(make_step("vp", ABOVE, keep={"discount": 50}))
    assert judged(book, {}, {}).because == "Asked again, because discount is not known."
    assert not judged(book, {"discount": 15}, {}).is_kept
    assert not judged(book, {}, {"discount": 15}).is_kept


def test_a_new_non_standard_term_asks_again_and_is_named() -> None:
    book = make_book(make_step("vp", ABOVE, keep={}))
    found = judged(book, {"discount": 15}, {"discount": 15}, new_terms=("Uptime", "Exit"))
    assert found.because == "Asked again, because the draft has a new non-standard term: Uptime, Exit."
    assert not found.is_kept


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("VP", "VP", True),
        ("VP", "MGR", True),
        ("VP", "EXEC", False),
        (None, "VP", False),
        ("VP", None, False),
    ],
)
def test_a_band_that_rose_or_is_not_known_asks_again(
    before: str | None, after: str | None, kept: bool
) -> None:
    book = make_book(make_step("vp", ABOVE, keep={}))
    found = judged(book, {"discount": 15}, {"discount": 15}, band_before=before, band_after=after)
    assert found.is_kept is kept


@pytest.mark.parametrize(("need", "kept"), [(2, True), (1, True), (3, False), ("all", False)])
def test_a_step_that_needs_more_people_is_asked_again(need: Any, kept: bool) -> None:
    book = make_book(make_step("first", ABOVE, need=need, keep={}))
    approved = make_book(make_step("first", ABOVE, need=2))
    found = keeping.judge(
        book,
        asked(approved, discount=15),
        asked(book, discount=15),
        band_before="VP",
        band_after="VP",
        new_terms=(),
    )
    assert found.is_kept is kept


def test_another_step_is_never_kept() -> None:
    book = make_book(make_step("vp", ABOVE, keep={}))
    other = make_book(make_step("vp", ABOVE, approver="lead:DEL"))
    bands: Document = {"band_before": "VP", "band_after": "VP", "new_terms": ()}
    found = keeping.judge(book, asked(other, discount=15), asked(book, discount=15), **bands)
    assert found.because == "Asked again, because this is another step than the one approved."


def test_a_second_rule_that_joins_the_step_must_allow_it_too() -> None:
    rules = [make_step("vp", ABOVE, keep={"discount": 5}), make_step("long", MONTHS)]
    found = judged(make_book(*rules), {"discount": 15, "months": 60}, {"discount": 15, "months": 12})
    assert found.because == "Asked again, because the rule long does not let an approval be kept."


def test_a_fact_that_was_not_looked_at_before_is_asked_again() -> None:
    rules = [make_step("vp", ABOVE, keep={}), make_step("long", MONTHS, keep={"months": 99})]
    found = judged(make_book(*rules), {"discount": 15, "months": 60}, {"discount": 15, "months": 12})
    assert found.because == "Asked again, because months was not looked at before."
    assert found.changes == (Change("months", None, 12),)


def test_the_strictest_of_the_rules_that_test_a_fact_decides() -> None:
    rules = [make_step("vp", ABOVE, keep={"discount": 5}), make_step("two", ABOVE, keep={"discount": 2})]
    assert judged(make_book(*rules), {"discount": 20}, {"discount": 18}).is_kept
    assert not judged(make_book(*rules), {"discount": 20}, {"discount": 17}).is_kept


def test_a_term_is_compared_by_its_value() -> None:
    uptime = {"term": "uptime", "of": "value", "at_least": 99}
    book = make_book(make_step("vp", uptime, keep={"term.uptime.value": 0.5}))
    before, lower = {"terms": [make_term(value=99.9)]}, {"terms": [make_term(value=99.4)]}
    assert judged(book, before, lower).is_kept
    assert not judged(book, lower, before).is_kept
    assert not judged(book, before, {"terms": [make_term(value=99.4), make_term(value=99.9)]}).is_kept


def test_a_step_without_conditions_is_kept_when_its_rule_says_so() -> None:
    assert judged(make_book(make_step("always", keep={})), {}, {}).is_kept
    assert not judged(make_book(make_step("always")), {}, {}).is_kept


def test_a_rule_that_the_rulebook_does_not_have_asks_again() -> None:
    book = make_book(make_step("vp", ABOVE, keep={}))
    step = asked(book, discount=15)
    bands: Document = {"band_before": "VP", "band_after": "VP", "new_terms": ()}
    assert not keeping.judge(make_book(), step, step, **bands).is_kept
