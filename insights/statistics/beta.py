"""The beta distribution, as far as the statistics need it (docs/outcomes.md, section 4.5)."""

from math import exp, lgamma, log, log1p

TERMS = 500
CLOSE = 1e-15
HALVINGS = 60


def regularised(a: float, b: float, x: float) -> float:
    """I_x(a, b), the chance that a beta(a, b) value is at most x, for a, b > 0.

    By its continued fraction, evaluated on the side where it converges fast (DLMF 8.17.4 and 8.17.22).
    """
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - regularised(b, a, 1 - x)
    front = exp(a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b)) / a
    return min(1.0, front * _fraction(a, b, x))


def quantile(a: float, b: float, chance: float) -> float:
    """The x with I_x(a, b) = chance, by halving."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if regularised(a, b, middle) < chance:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _fraction(a: float, b: float, x: float) -> float:
    """1 / (1 + d1 / (1 + d2 / (1 + ...))), forwards, until a further term changes nothing."""
    value, head, tail = 1.0, 1.0, 0.0
    for term in range(1, TERMS):
        step = _coefficient(a, b, x, term)
        tail = 1 / (1 + step * tail)
        head = 1 + step / head
        value *= head * tail
        if abs(head * tail - 1) < CLOSE:
            break
    return 1 / value


def _coefficient(a: float, b: float, x: float, term: int) -> float:
    half, is_odd = divmod(term, 2)
    if is_odd:
        return -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
    return half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
