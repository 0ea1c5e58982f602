"""Sets of numbers as intervals with exact ends: at least 5 and above 5 are never mixed up.

A cut lies just before (`value`, 0) or just after (`value`, 1) a number; an interval runs from one cut to
another. Facts that come in steps (whole months, cents) have their cuts moved to the next step, so that
"at most 12 months" and "at least 13 months" touch.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
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
        few, many = sorted((self.parts, other.parts), key=len)
        return Spans(tuple(part for low, high in few for part in _inside(many, low, high)))

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


def _inside(parts: Sequence[Part], low: Cut, high: Cut) -> Sequence[Part]:
    """What lies between two cuts; the parts in the middle are taken as they are."""
    first = bisect_right(parts, low, key=lambda part: part[1])
    last = bisect_left(parts, high, key=lambda part: part[0])
    found = list(parts[first:last])
    if found:
        found[0] = (max(found[0][0], low), found[0][1])
        found[-1] = (found[-1][0], min(found[-1][1], high))
    return found


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
