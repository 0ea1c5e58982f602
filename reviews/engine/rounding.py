"""Exact rounding: whole numbers in, whole numbers out, the same on every machine."""

from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal, localcontext
from math import isqrt

MICRO = 1_000_000
_EXACT = Context(prec=50)


def half_up(numerator: int, denominator: int) -> int:
    """The nearest whole number to a non-negative fraction; a half goes up."""
    return (2 * numerator + denominator) // (2 * denominator)


def nearest_root(square: int) -> int:
    """The nearest whole number to the square root (a tie cannot occur between whole numbers)."""
    root = isqrt(square)
    return root if square - root * root <= root else root + 1


def micro_dose(share: Decimal, rounding: str) -> int:
    """-1e6 ln(1 - share): the dose whose score is `share` of the whole scale (0 <= share < 1)."""
    with localcontext(_EXACT):
        dose = -MICRO * (1 - share).ln()
        return int(dose.to_integral_value(rounding=rounding))


def dose_of_points(points: int) -> int:
    """Micro-doses that score `points` (whole points, 0-99) when they stand alone."""
    return micro_dose(Decimal(points) / 100, ROUND_HALF_UP)


def dose_thresholds() -> tuple[int, ...]:
    """For k = 1..999 the least dose that shows as k tenths: where the curve passes k - 1/2."""
    return tuple(micro_dose((Decimal(k) - Decimal("0.5")) / 1000, ROUND_CEILING) for k in range(1, 1000))


def score_in_six_decimals(dose: int) -> str:
    """100 (1 - exp(-dose/1e6)) with six decimals, for comparing implementations; decides nothing."""
    with localcontext(_EXACT):
        score = 100 * (1 - (Decimal(-dose) / MICRO).exp())
        return str(score.quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP))
