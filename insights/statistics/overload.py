"""Chance that a function's month goes over its capacity (docs/outcomes.md, section 4.3)."""

from collections.abc import Sequence

GRID = 60
"""Minutes a step of the grid: one hour."""

PER_MILLE = 1000


def chance_of_overload(
    committed_minutes: int, pipeline: Sequence[tuple[int, int]], capacity_minutes: int
) -> float:
    """Chance that committed work and the pipeline together exceed the capacity.

    `pipeline` holds pairs (probability in per mille, minutes), each deal coming whole or not at all,
    independently. The exact convolution on a one-hour grid: each deal's minutes count as the nearest hour.
    """
    room = capacity_minutes - committed_minutes
    if room < 0:
        return 1.0
    steps = room // GRID
    deals = [(chance / PER_MILLE, (minutes + GRID // 2) // GRID) for chance, minutes in pipeline]
    if sum(hours for _, hours in deals) <= steps:
        return 0.0
    fits = [1.0]
    for chance, hours in deals:
        fits = _with_one_more(fits, chance, hours, steps)
    return min(1.0, max(0.0, 1 - sum(fits)))


def _with_one_more(fits: list[float], chance: float, hours: int, steps: int) -> list[float]:
    """Chances of each total that still fits, with one deal more; what no longer fits falls off the end."""
    if not hours or not chance:
        return fits
    length = min(steps + 1, len(fits) + hours)
    without = fits + [0.0] * (length - len(fits))
    with_it = ([0.0] * hours + fits)[:length]
    stays = 1 - chance
    return [stays * before + chance * after for before, after in zip(without, with_it, strict=True)]
