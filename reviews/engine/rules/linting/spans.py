"""Sets of numbers as intervals with exact ends: at least 5 and above 5 are never mixed up.

A cut lies just before (`value`, 0) or just after (`value`, 1) a number; an interval runs from one cut to
another. Facts that come in steps (whole months, cents) have their cuts moved to the next step, so that
"at most 12 months" and "at least 13 months" touch.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Context, Decimal
from typing import Final

Cut = tuple[Decimal, int]
Part = tuple[Cut, Cut]

START: Final[Cut] = (Decimal("-Infinity"), 0)
END: Final[Cut] = (Decimal("Infinity"), 1)
_EXACT = Context(prec=60)


@dataclass(frozen=True)
class Spans:
    """`parts` are in order, not empty, and do not touch each other."""

    parts: tuple[Part, ...]

    @property
    def is_empty(self) -> bool:
        return not self.parts

    def __and__(self, other: "Spans") -> "Spans":
        found: list[Part] = []
        mine, theirs = 0, 0
        while mine < len(self.parts) and theirs < len(other.parts):
            one, two = self.parts[mine], other.parts[theirs]
            low, high = max(one[0], two[0]), min(one[1], two[1])
            if low < high:
                found.append((low, high))
            if one[1] <= two[1]:
                mine += 1
            else:
                theirs += 1
        return Spans(tuple(found))

    def __sub__(self, other: "Spans") -> "Spans":
        return self & _outside(other)

    def __or__(self, other: "Spans") -> "Spans":
        return joined((*self.parts, *other.parts))


EVERYWHERE: Final = Spans(((START, END),))
NOWHERE: Final = Spans(())


def joined(parts: Iterable[Part]) -> Spans:
    """The union of intervals in any order."""
    found: list[Part] = []
    for low, high in sorted(parts):
        if low >= high:
            continue
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return Spans(tuple(found))


def snapped(cut: Cut, step: Decimal | None) -> Cut:
    """The cut before the next possible value, for a fact that comes in steps."""
    value, is_after = cut
    if step is None or not value.is_finite():
        return cut
    whole = _EXACT.divide(value, step).to_integral_value(rounding=ROUND_CEILING, context=_EXACT)
    nearest = _EXACT.multiply(whole, step)
    return (_EXACT.add(value, step) if nearest == value and is_after else nearest, 0)


def _outside(spans: Spans) -> Spans:
    found: list[Part] = []
    low = START
    for part in spans.parts:
        if low < part[0]:
            found.append((low, part[0]))
        low = part[1]
    if low < END:
        found.append((low, END))
    return Spans(tuple(found))
