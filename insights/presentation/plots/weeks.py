"""Bars by week with another quarter as a line over them."""

from collections.abc import Sequence
from dataclasses import dataclass

from insights.periods import WEEKS
from insights.presentation.plots.axes import Tick, path_of, place, ticks_of, top_of

LEFT, RIGHT, TOP, FLOOR = 32.0, 400.0, 18.0, 268.0
STEP, BAR = 28.0, 17.9
LABELLED = (1, 4, 7, 10, 13)
ENDING = 2
"""Weeks at the end of the quarter that are marked."""


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    middle: float
    label: str
    is_marked: bool
    is_minor: bool


@dataclass(frozen=True)
class WeekPlot:
    """`line` is the polyline's points, empty for none; `even_y` where an even quarter would lie."""

    title: str
    description: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    line: str
    last: tuple[float, float] | None
    even_y: float | None
    even_word: str
    mark_word: str
    zone_x: float
    zone_width: float


def week_plot(
    title: str,
    description: str,
    bars: Sequence[float],
    line: Sequence[float],
    *,
    even_word: str = "",
    mark_word: str = "",
) -> WeekPlot:
    """`bars` are WEEKS values, `line` those of as many weeks as have begun."""
    highest = max([*bars, *line, 0.0])
    most = top_of(highest)
    points = [(_middle(week), place(value, most, FLOOR, TOP)) for week, value in enumerate(line)]
    even = sum(bars) / WEEKS
    return WeekPlot(
        title=title,
        description=description,
        bars=tuple(_bar(week, value, most) for week, value in enumerate(bars)),
        ticks=tuple(ticks_of(highest, FLOOR, TOP)),
        line=path_of(points),
        last=points[-1] if points else None,
        even_y=place(even, most, FLOOR, TOP) if even else None,
        even_word=even_word,
        mark_word=mark_word,
        zone_x=_left(WEEKS - ENDING) - 5,
        zone_width=STEP * ENDING,
    )


def _left(week: int) -> float:
    return LEFT + 5 + STEP * week


def _middle(week: int) -> float:
    return round(_left(week) + BAR / 2, 1)


def _bar(week: int, value: float, most: float) -> Bar:
    y = place(value, most, FLOOR, TOP)
    return Bar(
        x=_left(week),
        y=y,
        width=BAR,
        height=round(FLOOR - y, 1),
        middle=_middle(week),
        label=str(week + 1),
        is_marked=week >= WEEKS - ENDING,
        is_minor=week + 1 not in LABELLED,
    )
