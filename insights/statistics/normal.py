"""The normal distribution, as far as the statistics need it."""

from statistics import NormalDist

STANDARD = NormalDist()

Z90 = STANDARD.inv_cdf(0.95)
"""Half the width of a two-sided 90 % range, in standard errors: 1.645."""


def upper_tail(z: float) -> float:
    """Chance of more than `z` standard errors above the mean."""
    return STANDARD.cdf(-z)
