"""A suggested hold and release of commission; never payroll. Pure. docs/outcomes.md, section 4.7.

All is in per cent of the commission; DealDesk knows no amounts.
"""

from fractions import Fraction

from reviews.engine.rounding import half_up
from reviews.engine.scoring import tenths_of

MOST_HELD = 50
"""Per cent of a commission that may be held at most."""

STEP = 5
"""Holds are rounded to so many per cent; a half goes up."""

PARTS = 3
"""The hold is released in equal parts, at 30, 60 and 90 days."""

TOLERANCE = Fraction(5, 4)
"""So many times the predicted dose still counts as predicted."""


def hold_of(dose: int) -> int:
    """Half the score of a dose (micro-doses), rounded to STEP, at most MOST_HELD; in per cent."""
    # Tenths of a point over 10 are points; half of them in steps of five are tenths over 100.
    return min(MOST_HELD, STEP * half_up(tenths_of(dose), 100))


def share_released(predicted: int, realised: int) -> Fraction:
    """Of one part: all of it within the tolerance, else predicted over realised. 0 to 1."""
    if realised <= TOLERANCE * predicted:
        return Fraction(1)
    return Fraction(predicted, realised)


def part_released(hold: int, predicted: int, realised: int) -> Fraction:
    """Per cent of the commission that one moment releases."""
    return Fraction(hold, PARTS) * share_released(predicted, realised)
