"""A heat-map is a table: depth of ink is load, and above capacity a cell changes its shape as well."""

from dataclasses import dataclass

PLAN_LIMIT = 85
"""Per cent of capacity to which one plans (docs/outcomes.md, section 4.3)."""
SHADES = ((60, "heat--1"), (75, "heat--2"), (PLAN_LIMIT, "heat--3"), (100, "heat--4"))
OVER = "heat--over"


@dataclass(frozen=True)
class HeatCell:
    """`load` is per cent of capacity as shown, None where there is no capacity to speak of."""

    load: int | None
    shade: str
    url: str
    hint: str = ""

    @property
    def is_over(self) -> bool:
        return self.shade == OVER


@dataclass(frozen=True)
class HeatRow:
    label: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class HeatPlot:
    caption: str
    head: tuple[str, ...]
    rows: tuple[HeatRow, ...]


def per_cent(minutes: float, capacity: int) -> int | None:
    """Whole per cent, half up. What is over capacity never reads 100, what is not never reads 101."""
    if capacity <= 0:
        return None if minutes <= 0 else 101
    shown = int(100 * minutes / capacity + 0.5)
    if minutes > capacity:
        return max(shown, 101)
    return shown


def shade_of(load: int | None) -> str:
    if load is None:
        return SHADES[0][1]
    return next((name for limit, name in SHADES if load <= limit), OVER)
