"""Every way to make one input of a deal worse. Each changes the deal in place and says if it could."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tests.engine.makers import Document
from tests.engine.strategies import raised_points

Draw = Callable[[st.SearchStrategy[Any]], Any]


def _raise_level(deal: Document, cell: Document, draw: Draw) -> bool:
    cell["g"] = draw(st.integers(cell["g"], 50))
    return True


def _doubt(deal: Document, cell: Document, draw: Draw) -> bool:
    cell["c"] = draw(st.integers(20, cell["c"]))
    return True


def _raise_estimate(key: str) -> Callable[[Document, Document, Draw], bool]:
    def worsen(deal: Document, cell: Document, draw: Draw) -> bool:
        cell[key] = draw(raised_points(cell[key]))
        return True

    return worsen


def _raise_months(deal: Document, cell: Document, draw: Draw) -> bool:
    deal["months"] = draw(st.integers(deal["months"], 120))
    return True


def _lower_value(deal: Document, cell: Document, draw: Draw) -> bool:
    deal["value"] = draw(st.integers(50_000, deal["value"]))
    return True


def _count_more(deal: Document, cell: Document, draw: Draw) -> bool:
    count = deal["terms"].get(cell["t"], {}).get("n", 1)
    deal["terms"] = {**deal["terms"], cell["t"]: {"n": draw(st.integers(count, 20))}}
    return True


def _block(deal: Document, cell: Document, draw: Draw) -> bool:
    cell["b"] = 1
    return True


def _take_back_acceptance(deal: Document, cell: Document, draw: Draw) -> bool:
    was_accepted = cell.get("acc") == 1
    if was_accepted:
        cell["acc"] = 0
    return was_accepted


def _raise_residual(deal: Document, cell: Document, draw: Draw) -> bool:
    if "gr" in cell:
        cell["gr"] = draw(st.integers(cell["gr"], 50))
    return "gr" in cell


def _disagree(deal: Document, cell: Document, draw: Draw) -> bool:
    deal["disputed"] = [[cell["t"], cell["f"]]]
    return True


def _hear_a_concern(deal: Document, cell: Document, draw: Draw) -> bool:
    deal["open_concern"] = True
    return True


def _load_more(deal: Document, cell: Document, draw: Draw) -> bool:
    months = [month for loads in deal["cal"].values() for month in loads]
    if not months:
        return False
    month = draw(st.sampled_from(months))
    entry = draw(st.sampled_from((0, 1, 3)))
    month[entry] = draw(st.integers(month[entry], 40_000))
    return True


WORSENINGS: dict[str, Callable[[Document, Document, Draw], bool]] = {
    "level": _raise_level,
    "confidence": _doubt,
    "count": _count_more,
    "months": _raise_months,
    "value": _lower_value,
    "blocker": _block,
    "acceptance": _take_back_acceptance,
    "residual": _raise_residual,
    "dispute": _disagree,
    "concern": _hear_a_concern,
    "load": _load_more,
    "work once": _raise_estimate("one"),
    "work a month": _raise_estimate("rec"),
}
