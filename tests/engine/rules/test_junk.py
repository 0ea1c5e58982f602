"""Whatever comes in, it is read or refused with sentences. Nothing else."""

import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.engine.checks import InvalidFacts
from reviews.engine.rules import CheckAsked, InvalidRulebook, Rulebook, StepAsked, evaluate
from tests.engine.rules.makers import make_term, step_of
from tests.engine.rules.test_reading import WHOLE


def nested(depth: int, wrap: Any) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = wrap(value)
    return value


SPECIAL = [
    10**400,
    -(10**400),
    1e308,
    5e-324,
    float("nan"),
    float("inf"),
    nested(50_000, lambda value: [value]),
    nested(50_000, lambda value: {"a": value}),
    "\ud800",
    "x" * 100_000,
    {1: 2},
    {None: None},
    ["VP", None],
]
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.text(max_size=5),
    st.binary(max_size=3),
    st.dates(),
    st.sampled_from(SPECIAL),
    st.lists(st.one_of(st.integers(), st.text(max_size=3)), max_size=4),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)
DEAL: dict[str, Any] = {
    "band": "VP",
    "score": 61.5,
    "discount": 15,
    "kind": "renewal",
    "new_customer": True,
    "product_lines": ["core"],
    "share": {"DEL": 41.0},
    "terms": [make_term(value=99.95, level=4, functions=["SUP"])],
}


def places(node: Any, so_far: tuple[Any, ...] = ()) -> Any:
    """The path of every value inside a document."""
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield (*so_far, key)
        yield from places(child, (*so_far, key))


def replaced(document: Any, place: tuple[Any, ...], junk: Any) -> Any:
    changed = deepcopy(document)
    node = changed
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = junk
    return changed


def refused_or_read(document: Any) -> None:
    try:
        book = Rulebook.from_document(document)
    except InvalidRulebook as refused:
        assert refused.problems
        assert all(problem.sentence and "\n" not in str(problem) for problem in refused.problems)
        return
    assert Rulebook.from_document(book.as_document()) == book
    assert evaluate(book, DEAL).fired


@given(st.sampled_from(list(places(WHOLE))), JUNK)
def test_junk_anywhere_in_a_rulebook_is_read_or_refused(place: tuple[Any, ...], junk: Any) -> None:
    refused_or_read(replaced(WHOLE, place, junk))


@pytest.mark.parametrize("place", list(places(WHOLE)), ids=str)
def test_hostile_values_anywhere_in_a_rulebook_are_read_or_refused(place: tuple[Any, ...]) -> None:
    for junk in SPECIAL:
        refused_or_read(replaced(WHOLE, place, junk))


@given(st.sampled_from(list(places(DEAL))), JUNK)
def test_junk_anywhere_in_the_facts_is_judged_or_refused(place: tuple[Any, ...], junk: Any) -> None:
    try:
        ruling = evaluate(Rulebook.from_document(WHOLE), replaced(DEAL, place, junk))
    except InvalidFacts as refused:
        assert "\n" not in str(refused)
    else:
        assert ruling.fired


@given(st.sampled_from(["key", "order", "need", "rules", "reasons", "tested", "approver"]), JUNK)
def test_junk_in_a_stored_step_is_read_or_refused(name: str, junk: Any) -> None:
    asked = step_of(evaluate(Rulebook.from_document(WHOLE), {**DEAL, "discount": 1})).as_document()
    for reader in (StepAsked.from_document, CheckAsked.from_document):
        try:
            reader({**asked, name: junk})
        except InvalidFacts as refused:
            assert "\n" not in str(refused)


def test_the_rules_need_nothing_but_the_standard_library() -> None:
    without_packages = [sys.executable, "-S", "-c", "import reviews.engine.rules"]
    root = Path(__file__).parents[3]
    run = subprocess.run(without_packages, cwd=root, capture_output=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr.decode()
