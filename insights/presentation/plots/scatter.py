"""What was said against what was, both 0 to 100: dots, or squares shaded by how many lie in them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from insights.presentation.plots.axes import Tick, place
from insights.statistics.fitted import FittedLine

LEFT, RIGHT, TOP, FLOOR = 46.0, 392.0, 8.0, 240.0
FULL = 100.0
MOST_DOTS = 400
BINS = 20
SHADES = 4
GRID = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class Said:
    """Scores said at signing and realised, 0 to 100; `is_within` what was said would do."""

    said: float
    was: float
    is_within: bool


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    is_within: bool

    @property
    def diamond(self) -> str:
        return f"M{self.x:g} {self.y - 5:g}l5 5-5 5-5-5z"


@dataclass(frozen=True)
class Square:
    """`shade` is 1, few, to SHADES, most."""

    x: float
    y: float
    width: float
    height: float
    shade: int


@dataclass(frozen=True)
class ScatterPlot:
    title: str
    description: str
    dots: tuple[Dot, ...]
    squares: tuple[Square, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    within: int
    outside: int
    fitted: str


def scatter_plot(
    title: str, description: str, pairs: Sequence[Said], fitted: FittedLine | None = None
) -> ScatterPlot:
    """Dots for up to MOST_DOTS pairs, squares of five points above that; `fitted` as a path, or empty."""
    is_crowded = len(pairs) > MOST_DOTS
    within = sum(pair.is_within for pair in pairs)
    return ScatterPlot(
        title=title,
        description=description,
        dots=() if is_crowded else tuple(_dot(pair) for pair in pairs),
        squares=_squares(pairs) if is_crowded else (),
        across=tuple(Tick(place(at, FULL, LEFT, RIGHT), str(at)) for at in GRID),
        up=tuple(Tick(place(at, FULL, FLOOR, TOP), str(at)) for at in GRID),
        within=within,
        outside=len(pairs) - within,
        fitted=_path(fitted) if fitted else "",
    )


def _path(line: FittedLine) -> str:
    ends = (
        (place(at, FULL, LEFT, RIGHT), place(line.at(at), FULL, FLOOR, TOP)) for at in (line.low, line.high)
    )
    (left, first), (right, last) = ends
    return f"M{left:g} {first:g}L{right:g} {last:g}"


def _dot(pair: Said) -> Dot:
    return Dot(place(pair.said, FULL, LEFT, RIGHT), place(pair.was, FULL, FLOOR, TOP), pair.is_within)


def _squares(pairs: Sequence[Said]) -> tuple[Square, ...]:
    counts = Counter((_bin(pair.said), _bin(pair.was)) for pair in pairs)
    fullest, width, height = max(counts.values()), (RIGHT - LEFT) / BINS, (FLOOR - TOP) / BINS
    return tuple(
        Square(
            x=round(LEFT + width * said, 1),
            y=round(FLOOR - height * (was + 1), 1),
            width=round(width, 1),
            height=round(height, 1),
            shade=1 + (SHADES - 1) * count // fullest,
        )
        for (said, was), count in sorted(counts.items())
    )


def _bin(score: float) -> int:
    return min(BINS - 1, int(score * BINS / FULL))
