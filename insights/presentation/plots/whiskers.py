"""One line a row: a dot at the half, a whisker to nine in ten, a bar at what was promised."""

from collections.abc import Sequence
from dataclasses import dataclass

from insights.presentation.plots.axes import Tick, place, ticks_of, top_of

LEFT, RIGHT, ROW, FIRST = 84.0, 394.0, 30.0, 15.0
FEET = 26.0


@dataclass(frozen=True)
class Spread:
    """What one row says, all in the same unit."""

    label: str
    half: float
    nine_in_ten: float
    promised: float | None = None


@dataclass(frozen=True)
class Whisker:
    label: str
    y: float
    text_y: float
    half: float
    most: float
    promised: float | None
    is_late: bool


@dataclass(frozen=True)
class WhiskerPlot:
    title: str
    description: str
    width: float
    height: float
    floor: float
    left: float
    rows: tuple[Whisker, ...]
    ticks: tuple[Tick, ...]


def whisker_plot(title: str, description: str, spreads: Sequence[Spread], unit: str = "h") -> WhiskerPlot:
    """A row is late when its half lies beyond what was promised."""
    furthest = max((max(each.nine_in_ten, each.promised or 0.0) for each in spreads), default=0.0)
    most, floor = top_of(furthest), ROW * len(spreads) + 4
    rows = tuple(_whisker(index, each, most) for index, each in enumerate(spreads))
    ticks = ticks_of(furthest, LEFT, RIGHT, lambda value: f"{value:g} {unit}")
    return WhiskerPlot(title, description, 400.0, floor + FEET - 4, floor, LEFT, rows, tuple(ticks))


def _whisker(index: int, spread: Spread, most: float) -> Whisker:
    y = FIRST + ROW * index
    return Whisker(
        label=spread.label,
        y=y,
        text_y=y + 4,
        half=place(spread.half, most, LEFT, RIGHT),
        most=place(spread.nine_in_ten, most, LEFT, RIGHT),
        promised=None if spread.promised is None else place(spread.promised, most, LEFT, RIGHT),
        is_late=spread.promised is not None and spread.half > spread.promised,
    )
