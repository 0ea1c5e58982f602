"""Numbers of rules and facts: decimals of at most 15 figures, so that JSON gives them back unchanged."""

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from math import isfinite

MOST = Decimal(10**15)
FINEST = Decimal("1E-9")
_FIGURES = Context(prec=15, rounding=ROUND_HALF_EVEN)
_EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)


def decimal_of(value: object) -> Decimal | None:
    """The number that `value` says; None when it is no number, not finite or beyond 10^15 either way."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int) and value.bit_length() <= 64:
        return _within(Decimal(value))
    if isinstance(value, float) and isfinite(value):
        return _within(Decimal(str(value)))
    if isinstance(value, Decimal) and value.is_finite():
        return _within(value)
    return None


def total(values: Iterable[Decimal]) -> Decimal:
    """The sum, whatever precision the caller's surroundings have."""
    found = Decimal(0)
    for value in values:
        found = _EXACT.add(found, value)
    return _rounded(found)


def distance(one: Decimal, other: Decimal) -> Decimal:
    return _EXACT.abs(_EXACT.subtract(one, other))


def per_cent_of(value: Decimal, per_cent: Decimal) -> Decimal:
    return _EXACT.divide(_EXACT.multiply(_EXACT.abs(value), per_cent), Decimal(100))


def as_json(value: Decimal) -> int | float:
    """A whole number as an int. `decimal_of` reads back exactly the same."""
    return int(value) if value == value.to_integral_value() else float(value)


def figures(value: Decimal) -> str:
    """As people read it: 12.5, 40, never 4E+1."""
    return format(value.normalize(_EXACT), "f")


def _within(value: Decimal) -> Decimal | None:
    return None if value.copy_abs() > MOST else _rounded(value)


def _rounded(value: Decimal) -> Decimal:
    return _FIGURES.plus(value.quantize(FINEST, context=_EXACT))
