"""What hypothesis draws: deals of every shape that the engine accepts."""

from typing import Any

from hypothesis import strategies as st

from reviews.engine.scales import FUNCTIONS
from tests.engine.makers import Document, make_cell, make_deal

TERMS = ("T1", "T2", "T3", "T4")
PAIRS = [(term, function) for term in TERMS for function in FUNCTIONS]


def estimates(most: int = 30_000) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, most), min_size=3, max_size=3).map(sorted)


@st.composite
def raised_points(draw: st.DrawFn, points: list[int]) -> list[int]:
    """One point raised. The range above the likely point goes with it, because doubt stretches that range."""
    low, likely, high = points
    more = draw(st.integers(0, 20_000))
    return draw(
        st.sampled_from(
            (
                [min(low + more, likely), likely, high],
                [low, likely + more, high + more],
                [low, likely, high + more],
            )
        )
    )


@st.composite
def answers(draw: st.DrawFn, pair: tuple[str, str], *, is_plain: bool = False) -> Document:
    """One cell; a plain one has neither blocker nor condition."""
    more: dict[str, Any] = {
        "c": draw(st.integers(20, 100)),
        "one": draw(estimates()),
        "rec": draw(estimates(600)),
    }
    if not is_plain and draw(st.integers(0, 9)) == 0:
        more["b"] = 1
    if not is_plain and draw(st.booleans()):
        more["gr"] = draw(st.integers(10, 50))
        more["acc"] = draw(st.integers(0, 1))
    return make_cell(*pair, draw(st.integers(10, 50)), **more)


@st.composite
def mild_answers(draw: st.DrawFn, pair: tuple[str, str]) -> Document:
    """An answer no worse than the policy's worst case: even doubt cannot stretch its work beyond it."""
    more = {"c": draw(st.integers(20, 100)), "one": draw(estimates(1_200)), "rec": draw(estimates(120))}
    return make_cell(*pair, draw(st.integers(10, 50)), **more)


def pairs(least: int = 0, most: int = 6) -> st.SearchStrategy[list[tuple[str, str]]]:
    return st.lists(st.sampled_from(PAIRS), min_size=least, max_size=most, unique=True)


def month_loads() -> st.SearchStrategy[list[int]]:
    minutes = st.integers(0, 20_000)
    return st.tuples(minutes, minutes, st.integers(1, 20_000), minutes).map(list)


def calendars() -> st.SearchStrategy[dict[str, list[list[int]]]]:
    return st.dictionaries(st.sampled_from(FUNCTIONS), st.lists(month_loads(), max_size=3), max_size=3)


@st.composite
def surroundings(draw: st.DrawFn, *, has_rules: bool = True) -> dict[str, Any]:
    """All of a deal but its cells; without rules neither calendar nor concern."""
    most_obligations = st.builds(lambda n: {"n": n}, st.integers(1, 20))
    around: dict[str, Any] = {
        "value": draw(st.integers(100_000, 10**10)),
        "months": draw(st.integers(1, 60)),
        "terms": draw(st.dictionaries(st.sampled_from(TERMS), most_obligations, max_size=3)),
    }
    if has_rules:
        around["cal"] = draw(calendars())
        around["open_concern"] = draw(st.booleans())
    return around


@st.composite
def deals(
    draw: st.DrawFn, *, least: int = 0, most_missing: int = 3, is_plain: bool = False, has_rules: bool = True
) -> Document:
    """A deal with answered cells and up to `most_missing` missing ones."""
    chosen = draw(pairs(least=least))
    cells = [draw(answers(pair, is_plain=is_plain)) for pair in chosen]
    others = [pair for pair in PAIRS if pair not in chosen]
    missing = draw(st.lists(st.sampled_from(others), max_size=most_missing, unique=True))
    return make_deal(*cells, missing=tuple(missing), **draw(surroundings(has_rules=has_rules)))


def complete_deals(**more: Any) -> st.SearchStrategy[Document]:
    """Every required review is in."""
    return deals(most_missing=0, **more)
