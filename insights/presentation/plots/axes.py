"""Round numbers for an axis, and places on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, log10

STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
INTERVALS = 3


@dataclass(frozen=True)
class Tick:
    """A labelled place on an axis: `at` in the units of the picture."""

    at: float
    label: str


def round_step(most: float, intervals: int = INTERVALS) -> float:
    """The smallest round number of which `intervals` reach at least to `most`; 1 for nothing."""
    if most <= 0:
        return 1.0
    raw = most / intervals
    unit = 10.0 ** floor(log10(raw))
    found = next((step * unit for step in STEPS if step * unit >= raw - unit * 1e-9), 10 * unit)
    return found


def place(value: float, most: float, start: float, end: float) -> float:
    """Where a value between 0 and `most` lies between two places of the picture, to a tenth."""
    return round(start + (end - start) * value / most, 1)


def ticks_of(most: float, start: float, end: float, word: Callable[[float], str] | None = None) -> list[Tick]:
    """INTERVALS + 1 ticks from nought; the last is at least `most`."""
    step = round_step(most)
    say = word or plain
    return [
        Tick(place(step * count, step * INTERVALS, start, end), say(step * count))
        for count in range(INTERVALS + 1)
    ]


def top_of(most: float) -> float:
    """The value at the last tick."""
    return round_step(most) * INTERVALS


def plain(value: float) -> str:
    """12, 1.5, 0.02: as many digits as a round step needs; thousands are grouped."""
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:.3f}".rstrip("0")


def path_of(points: Sequence[tuple[float, float]]) -> str:
    """For the attribute `points` of a polyline."""
    return " ".join(f"{x:g},{y:g}" for x, y in points)
