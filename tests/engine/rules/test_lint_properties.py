"""What holds of the linter for every rulebook: it answers, and what it calls whole is whole."""

import json
import time
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.engine.rules import Rulebook, evaluate, lint, words
from reviews.engine.rules.linting.regions import STEPS
from reviews.engine.rules.linting.spans import END, START, Spans, joined
from tests.engine.rules.linted import FERNHILL
from tests.engine.rules.makers import make_book, make_document, make_rule
from tests.engine.rules.strategies import deals, documents

LIMITS = st.sampled_from((0, 5, 10, 10.5, 49, 50, 50.01, 99.99, 100))
NUMBERS = ("discount", "months", "overload", "days_to_quarter_end", "margin_erosion")


@given(documents())
def test_the_linter_answers_for_every_rulebook_and_always_the_same(document):
    book = Rulebook.from_document(document)
    for company in (None, FERNHILL):
        found = lint(book, company)
        assert found == lint(Rulebook.from_document(json.loads(json.dumps(book.as_document()))), company)
        assert all(finding.sentence.endswith(".") for finding in found)
        assert all(not finding.rule or finding.rule in book.rule_by_name for finding in found)


@given(documents())
def test_every_rule_has_one_sentence(document):
    for rule in Rulebook.from_document(document).rules:
        sentence = words(rule)
        assert sentence.startswith(("When ", "Always: ")) and sentence.endswith(".")
        assert "\n" not in sentence and "None" not in sentence and "Decimal" not in sentence


def _tests() -> st.SearchStrategy[dict]:
    operators = ("is", "is_not", "at_least", "above", "at_most", "below")
    return st.dictionaries(st.sampled_from(operators), LIMITS, min_size=1, max_size=2)


@st.composite
def ladders(draw: st.DrawFn) -> tuple[str, dict]:
    """A number, and a ladder on it alone."""
    fact = draw(st.sampled_from(NUMBERS))
    tests = draw(st.lists(_tests(), min_size=1, max_size=4))
    rungs = [make_rule(f"r{row}", {"fact": fact, **test}, ladder="one") for row, test in enumerate(tests)]
    take = draw(st.sampled_from(("first", "last")))
    return fact, make_document(*rungs, ladders={"one": {"take": take}})


def _values(fact: str, low: int) -> list[Decimal]:
    """All limits with what lies beside them, as far as the fact comes in such steps."""
    step = STEPS.get(fact, Decimal("0.001"))
    near = [
        Decimal(str(limit)) + step * off
        for limit in (0, 5, 10, 10.5, 49, 50, 50.01, 99.99, 100)
        for off in (-1, 0, 1)
    ]
    return sorted({value for value in near if value % step == 0 and low <= value <= 100})


@given(ladders())
@settings(max_examples=100)
def test_a_ladder_has_a_hole_exactly_where_no_rung_covers_a_deal(drawn):
    fact, document = drawn
    book = Rulebook.from_document(document)
    has_hole = any("has a hole" in finding.sentence for finding in lint(book))
    low = -100 if fact in ("discount", "margin_erosion") else 0
    uncovered = [
        value for value in _values(fact, low) if evaluate(book, {"band": "MGR", fact: value}).uncovered
    ]
    assert bool(uncovered) == has_hole or (has_hole and not uncovered and _is_beyond(book, fact))


def _is_beyond(book: Rulebook, fact: str) -> bool:
    """Is the hole only beyond the values that were tried?"""
    high = {"months": 600, "days_to_quarter_end": 366}.get(fact, 100_000)
    tried = [high, 101, 102, -50_000, -101]
    limits = [value for value in tried if value >= 0 or fact == "margin_erosion" or fact == "discount"]
    allowed = [value for value in limits if value <= high and (fact != "discount" or value <= 100)]
    return any(evaluate(book, {"band": "MGR", fact: value}).uncovered for value in allowed)


@given(documents(), deals())
@settings(max_examples=60)
def test_where_the_linter_sees_no_open_gate_somebody_is_asked(document, deal):
    book = Rulebook.from_document(document)
    if any(
        "gate would be open" in finding.sentence or "cannot be seen" in finding.sentence
        for finding in lint(book)
    ):
        return
    ruling = evaluate(book, deal)
    assert ruling.band in ("AUTO", "BLOCKED", None) or (
        ruling.steps or ruling.checks or ruling.refusals or ruling.uncovered
    )


CUTS = st.tuples(st.integers(-3, 3).map(Decimal), st.integers(0, 1))
SPANS = st.lists(st.tuples(CUTS, CUTS), max_size=4).map(joined)
POINTS = [Decimal(value) / 2 for value in range(-8, 9)]


def _has(spans: Spans, value: Decimal) -> bool:
    return any(low <= (value, 0) and (value, 1) <= high for low, high in spans.parts)


@given(SPANS, SPANS)
def test_intervals_add_up(one, other):
    for value in POINTS:
        mine, theirs = _has(one, value), _has(other, value)
        assert _has(one & other, value) == (mine and theirs)
        assert _has(one | other, value) == (mine or theirs)
        assert _has(one - other, value) == (mine and not theirs)
    assert (one - one).is_empty
    assert Spans(((START, END),)) - (Spans(((START, END),)) - one) == one


def test_five_hundred_rules_are_looked_through_quickly():
    rungs = [
        make_rule(
            f"r{row}",
            {"fact": "value", "at_least": 1000 * row, "below": 1000 * row + 900},
            {"fact": "channel", "is": "direct"},
            ladder="one",
        )
        for row in range(250)
    ]
    rows = [
        make_rule(f"t{row}", {"fact": "months", "at_least": row}, {"fact": "discount", "above": row % 90})
        for row in range(250)
    ]
    book = make_book(*rungs, *rows)
    began = time.process_time()
    found = lint(book, FERNHILL)
    assert time.process_time() - began < 2
    assert any("has a hole" in finding.sentence for finding in found)
    assert not any("too many facts" in finding.sentence for finding in found)
