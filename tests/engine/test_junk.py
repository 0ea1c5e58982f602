"""Whatever comes in, the engine scores it or refuses it with a sentence. Nothing else."""

import subprocess
import sys
from copy import deepcopy
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reviews.engine import assess, gate_for, recompute
from reviews.engine.facts import InvalidFacts
from tests.engine.golden import WORKED, deal_of

JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**400, -(10**400)]),
    st.floats(),
    st.text(max_size=5),
    st.binary(max_size=3),
    st.lists(st.integers(), max_size=4),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)
STRING = WORKED["17-missing-review"]["expect"]["vector"]


def places(node, so_far=()):
    """The path of every value inside a document."""
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield (*so_far, key)
        yield from places(child, (*so_far, key))


DEAL = {**deal_of("25"), "gut": 1, "disputed": [["T1", "DEL"]], "open_concern": True}
PLACES = list(places(DEAL))


@given(st.sampled_from(PLACES), JUNK)
def test_junk_anywhere_in_a_deal_is_scored_or_refused(place, junk):
    deal = deepcopy(DEAL)
    node = deal
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = junk
    try:
        assert assess(deal).gate in ("VP", "EXEC", "BLOCKED", "CLOSED")
    except InvalidFacts as refusal:
        assert "\n" not in str(refusal)
        assert gate_for(deal)[0] == "CLOSED"


@given(st.integers(0, len(STRING)), st.integers(0, 3), st.text(max_size=3))
def test_junk_anywhere_in_a_string_is_read_or_refused(start, length, junk):
    string = STRING[:start] + junk + STRING[start + length :]
    try:
        assert recompute(string).gate in ("AUTO", "MGR", "VP", "EXEC", "BLOCKED", "CLOSED")
    except InvalidFacts as refusal:
        assert "\n" not in str(refusal)


def test_the_engine_needs_nothing_but_the_standard_library():
    without_packages = [sys.executable, "-S", "-c", "import reviews.engine.shaper, reviews.engine.merge"]
    root = Path(__file__).parent.parent.parent
    run = subprocess.run(without_packages, cwd=root, capture_output=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr.decode()
