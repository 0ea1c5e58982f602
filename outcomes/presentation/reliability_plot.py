"""The reliability plot: predicted against observed share of bad deals, in the picture's own units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LEFT, TOP, SIDE_X, SIDE_Y = 46, 8, 346, 232
LEAST_RADIUS, MOST_RADIUS = 3.0, 9.0
TICKS = (0, 20, 40, 60, 80, 100)


@dataclass(frozen=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True)
class Dot:
    """One bin; its area says how many deals it holds."""

    x: float
    y: float
    radius: float
    label: str


@dataclass(frozen=True)
class BinRow:
    span: str
    n: int
    predicted: str
    observed: str


@dataclass(frozen=True)
class Plot:
    dots: tuple[Dot, ...]
    rows: tuple[BinRow, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    description: str


def plot_of(bins: Sequence[Mapping[str, Any]]) -> Plot:
    """`bins` as the report stores them: low, high, n, predicted, observed, all shares but n."""
    most = max(one["n"] for one in bins)
    return Plot(
        dots=tuple(_dot(one, most) for one in bins),
        rows=tuple(
            BinRow(
                f"{100 * one['low']:.0f} to {100 * one['high']:.0f} %",
                one["n"],
                f"{100 * one['predicted']:.1f} %",
                f"{100 * one['observed']:.1f} %",
            )
            for one in bins
        ),
        across=tuple(Tick(_x(tick / 100), f"{tick} %") for tick in TICKS),
        up=tuple(Tick(_y(tick / 100), f"{tick} %") for tick in TICKS),
        description=" ".join(
            f"Predicted {100 * one['predicted']:.0f} %, observed {100 * one['observed']:.0f} %, "
            f"{one['n']} deals."
            for one in bins
        ),
    )


def _dot(one: Mapping[str, Any], most: int) -> Dot:
    radius = LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * (one["n"] / most) ** 0.5
    return Dot(_x(one["predicted"]), _y(one["observed"]), round(radius, 1), str(one["n"]))


def _x(share: float) -> float:
    return round(LEFT + SIDE_X * share, 1)


def _y(share: float) -> float:
    return round(TOP + SIDE_Y * (1 - share), 1)
