"""Numbers of the dashboards in words."""

from collections.abc import Sequence

POINT = 10_000
"""Micro-doses in one point: doses add where scores do not, and a small score is nearly its dose in points."""

OF_ALL = "of all deals"
COUNTING_ALL = "counting all deals"
"""What figures say that a narrowed page does not narrow: lists and amounts, and what is judged on them."""


def points(dose: float) -> float:
    """A dose in points of a hundredth, to a tenth."""
    return round(dose / POINT, 1)


def in_points(dose: float) -> str:
    """12.3, or 233 from a hundred on."""
    shown = points(dose)
    return f"{shown:,.0f}" if shown >= 100 else f"{shown:,.1f}"


def joined(words: Sequence[str]) -> str:
    """a, b and c."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def change(now: float, before: float) -> str:
    """19 % above, 7 % below, as much as; empty when there was nothing before."""
    if not before:
        return ""
    share = round(100 * (now - before) / before)
    if not share:
        return "as much as"
    return f"{abs(share)} % {'above' if share > 0 else 'below'}"
