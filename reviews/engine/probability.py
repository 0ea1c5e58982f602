"""P(bad): how likely a deal goes badly, by its two doses, not its score. docs/outcomes.md, section 2."""

from bisect import bisect_right
from math import exp, expm1

from reviews.engine.learned import MILLION, Blend, Hazard, Learned


def probability_of_bad(learned: Learned, severity_dose: int, effort_dose: int) -> float | None:
    """Between 0 and 1, both left out; rises with each dose (micro-doses: root(S) and E, without capacity).

    None while the outcomes have not taught any: then nothing may be shown.
    """
    if learned.hazard is None:
        return None
    plain = hazard_share(learned.hazard, severity_dose / MILLION, effort_dose / MILLION)
    return plain if learned.blend is None else blended(learned.blend, plain)


def hazard_share(hazard: Hazard, severity: float, effort: float) -> float:
    """1 - exp(-(a Ds + b De + c)), doses in whole doses; kept off 0 and 1, which floats would round to."""
    rate = (hazard.a * severity + hazard.b * effort + hazard.c) / MILLION
    return -expm1(-rate) if rate < 30 else 1 - exp(-30)


def blended(blend: Blend, plain: float) -> float:
    share = blend.weight / 1_000
    return (1 - share) * plain + share * _on_line(blend, plain * MILLION) / MILLION


def _on_line(blend: Blend, at: float) -> float:
    """The rising line at a prediction; level before its first and after its last point."""
    points = blend.points
    after = bisect_right(points, at, key=lambda point: point[0])
    if after == 0:
        return points[0][1]
    if after == len(points):
        return points[-1][1]
    (x0, y0), (x1, y1) = points[after - 1], points[after]
    return y0 + (y1 - y0) * (at - x0) / (x1 - x0)
