"""Scores that sit just below a cut (docs/outcomes.md, section 4.9)."""

from dataclasses import dataclass
from math import comb

from insights.statistics.few import TooFew

NEEDS = 50
"""Deals near a cut from which a push of half of them is found in 97 % of cases."""

NEAR = 30
"""Tenths on either side of a cut that count as near it."""

FOUND_BELOW = 0.05
"""The p value below which the deals near a cut are said to hug it: false alarms stay at 3 to 4 %."""


@dataclass(frozen=True)
class Hug:
    """Of `n` deals within three points of a cut (tenths), how many lie below it, and the chance of as many or
    more when either side is as likely. `cut` is None for all cuts together."""

    cut: int | None
    n: int
    below: int
    p_value: float

    @property
    def share(self) -> float:
        return self.below / self.n

    @property
    def is_found(self) -> bool:
        return self.p_value < FOUND_BELOW


def hug(cut: int | None, below: int, above: int) -> Hug | TooFew:
    """Of deals counted already: `below` the cut, and `above` or at it."""
    n = below + above
    if n < NEEDS:
        return TooFew(n, NEEDS)
    return Hug(cut, n, below, at_least(below, n))


def at_least(successes: int, n: int) -> float:
    """Chance of `successes` heads or more in `n` throws of a fair coin, exactly."""
    ways = term = comb(n, successes)
    for heads in range(successes, n):
        term = term * (n - heads) // (heads + 1)
        ways += term
    return ways / (1 << n)
