"""Columns by month, stacked of parts that have a tone each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from insights.presentation.plots.axes import Tick, place, ticks_of, top_of

LEFT, RIGHT, TOP, FLOOR = 34.0, 544.0, 8.0, 208.0
SHARE_OF_STEP = 0.6


@dataclass(frozen=True)
class Part:
    tone: str
    y: float
    height: float


@dataclass(frozen=True)
class Column:
    x: float
    width: float
    middle: float
    label: str
    is_minor: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class StackPlot:
    """`legend` is tone and word of each part that occurs at all."""

    title: str
    description: str
    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    legend: tuple[tuple[str, str], ...]


def stack_plot(
    title: str,
    description: str,
    labels: Sequence[str],
    tones: Sequence[tuple[str, str]],
    values: Sequence[Sequence[float]],
    *,
    word: Callable[[float], str] | None = None,
) -> StackPlot:
    """`tones` are (tone, word) of the parts from the bottom up, `values` one row for each label."""
    highest = max((sum(row) for row in values), default=0.0)
    most, step = top_of(highest), (RIGHT - LEFT) / max(1, len(labels))
    columns = []
    for index, (label, row) in enumerate(zip(labels, values, strict=True)):
        x = LEFT + step * index + step * (1 - SHARE_OF_STEP) / 2
        width = step * SHARE_OF_STEP
        parts = _parts([tone for tone, _ in tones], row, most)
        is_minor = bool((len(labels) - 1 - index) % 3)
        middle = round(x + width / 2, 1)
        columns.append(Column(round(x, 1), round(width, 1), middle, label, is_minor, parts))
    legend = [pair for place_, pair in enumerate(tones) if any(row[place_] for row in values)]
    ticks = ticks_of(highest, FLOOR, TOP, word)
    return StackPlot(title, description, tuple(columns), tuple(ticks), tuple(legend))


def _parts(tones: Sequence[str], row: Sequence[float], most: float) -> tuple[Part, ...]:
    parts, below = [], 0.0
    for tone, value in zip(tones, row, strict=True):
        if value:
            foot, head = place(below, most, FLOOR, TOP), place(below + value, most, FLOOR, TOP)
            parts.append(Part(tone, head, round(foot - head, 1)))
        below += value
    return tuple(parts)
