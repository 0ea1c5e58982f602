"""Where the points of a score come from: exact shares, shown in tenths that add up to it.

The dose grows in proportion when all its parts do, so each part's share of the score is its share
of the dose (Aumann-Shapley along the ray from zero). docs/scoring.md, section 7.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol

from reviews.engine.rounding import nearest_root
from reviews.engine.scoring import CellDose, Totals, tenths_of, total_dose
from reviews.engine.vector import Statement

CAPACITY = "*.*.capacity"


class Explained(Protocol):
    """What carries points by source, as an assessment does."""

    @property
    def points(self) -> Mapping[str, int]: ...


def points_of(statement: Statement, doses: Iterable[CellDose]) -> dict[str, int]:
    """Tenths for each source that has a dose; together they are the score without its blocker."""
    return _allotted(statement.totals, statement.capacity_dose, doses)


def points_without_load(doses: Iterable[CellDose]) -> dict[str, int]:
    """Tenths by function code of the answers alone, shared out in the same way; together they are the score
    of their dose."""
    listed = list(doses)
    return dict(_grouped(_allotted(Totals.of(listed), 0, listed), 1))


def _allotted(totals: Totals, capacity_dose: int, doses: Iterable[CellDose]) -> dict[str, int]:
    shares = _shares(totals.S, capacity_dose, doses)
    whole = sum(shares.values())
    tenths = tenths_of(total_dose(totals, capacity_dose))
    points = {source: tenths * share // whole for source, share in shares.items()}
    by_remainder = sorted(shares, key=lambda source: (-(tenths * shares[source] % whole), source))
    for source in by_remainder[: tenths - sum(points.values())]:
        points[source] += 1
    return points


def points_by_term(assessment: Explained) -> list[tuple[str, int]]:
    """Tenths by term, most first; "*" is the load on the functions' calendars, which no term owns."""
    return _grouped(assessment.points, 0)


def points_by_function(assessment: Explained) -> list[tuple[str, int]]:
    """Tenths by function code, most first; "*" as in `points_by_term`."""
    return _grouped(assessment.points, 1)


def _shares(squares: int, capacity_dose: int, doses: Iterable[CellDose]) -> dict[str, int]:
    """Parts of the dose over one common denominator, S, so that they are whole numbers."""
    root, denominator = nearest_root(squares), squares or 1
    shares = {}
    for dose in doses:
        shares[f"{dose.term}.{dose.function}.severity"] = dose.square * root
        shares[f"{dose.term}.{dose.function}.effort"] = dose.effort * denominator
    shares[CAPACITY] = capacity_dose * denominator
    return {source: share for source, share in shares.items() if share}


def _grouped(points: Mapping[str, int], part: int) -> list[tuple[str, int]]:
    sums: Counter[str] = Counter()
    for source, tenths in points.items():
        sums[source.rsplit(".", 2)[part]] += tenths
    return sorted(sums.items(), key=lambda entry: (-entry[1], entry[0]))
