"""Said beside real, for cells: the same columns by function and by type."""

from collections.abc import Sequence

from django.core.paginator import Page

from dealdesk.kit.spans import in_hours
from insights.filters import Filter
from insights.presentation.figures import DASH, deal_cell, dose_points, factor, factor_cell
from insights.presentation.paging import turns
from insights.presentation.tables import Cell, Column, Table, number, numbers, numbers_in, texts
from insights.queries.cells import Cells
from insights.statistics.feels_worse import NEEDS, FeelsWorse, feels_worse
from insights.statistics.few import TooFew
from outcomes.models import RealisedCell

CELLS = "cells"
FEWEST = 10
"""Cells with an outcome below which levels and hours say nothing, as for the hours bias (docs/outcomes.md,
section 2)."""

LEVEL_SAID, LEVEL_REAL, HOURS_OF_SAID = "Level said, mean", "Level real, mean", "Hours, × of said"
WITH_OUTCOME, SHARE_OF_PAIN = "With a 90-day outcome, cells", "Real pain, share of all"
"""What downloads call a column, whatever the page calls it."""

BIAS_COLUMNS: Sequence[Column] = (
    number("Level said", LEVEL_SAID),
    number("Level real", LEVEL_REAL),
    *numbers(HOURS_OF_SAID, "Pain, × of said"),
)
BIAS_WORDS = (
    "Said against real: of the cells, a term as one function judged it, with a 90-day outcome: the mean "
    "level said, the mean level it turned out at, real hours over said hours, and FWL = exp(B × mean "
    "ln((was + d) / (said + d))), d = 50,000, B = n/(n + 10), with its 90 % range. Terms that nobody "
    f"was told of before the signature count at zero in what was said. Below {FEWEST} cells levels and hours "
    f"are silent, below {NEEDS} FWL as well."
)


def worse_of(row: Cells) -> FeelsWorse | TooFew:
    return feels_worse(row.n90, row.y_sum, row.y_squared)


def bias_cells(row: Cells) -> list[Cell]:
    """As BIAS_COLUMNS."""
    worse = factor_cell(worse_of(row), CELLS)
    if not is_told(row):
        return [Cell(DASH, ""), Cell(DASH, ""), Cell(DASH, ""), worse]
    return [_level(row.said_levels), _level(row.was_levels), _hours(row), worse]


def is_told(row: Cells) -> bool:
    """Are there cells enough for levels and hours?"""
    return row.n90 >= FEWEST


def effort_of(row: Cells) -> float | None:
    """Real minutes over those said; None where nothing was said."""
    return row.was_minutes / row.said_minutes if row.said_minutes else None


def mean_level(counts: Sequence[int]) -> float | None:
    """Of levels 1 to 5, counted; None without any."""
    n = sum(counts)
    return sum(level * count for level, count in enumerate(counts, start=1)) / n if n else None


def _level(counts: Sequence[int]) -> Cell:
    mean = mean_level(counts)
    return Cell(DASH, "") if mean is None else Cell(f"{mean:.1f}", round(mean, 3))


def _hours(row: Cells) -> Cell:
    note = f"{row.was_minutes / 60:,.0f} h for {row.said_minutes / 60:,.0f} h"
    ratio = effort_of(row)
    if ratio is None:
        return Cell(DASH, "", note=note)
    return Cell(factor(ratio), round(ratio, 4), note=note)


def cells_table(rows: Page[RealisedCell], names: dict[str, str], chosen: Filter) -> Table:
    """The deals behind the figures, cell by cell."""
    return Table(
        code="cells",
        title="The deals behind it",
        lead="What turned out hardest beyond what was said is on top.",
        columns=[
            *texts("Deal", "Term", "Function"),
            *numbers("Level said", "Level real"),
            *numbers_in("score", "Pain said", "Pain real"),
            *numbers("Hours said", "Hours real"),
        ],
        rows=[_row(cell, names) for cell in rows],
        silence="No deal of this time has a 90-day outcome yet.",
        turns=turns(rows, chosen),
    )


def _row(cell: RealisedCell, names: dict[str, str]) -> list[Cell]:
    said = Cell(str(cell.said_level), cell.said_level) if cell.said_level else Cell("not said", "")
    return [
        deal_cell(cell.realised.handover.deal),
        Cell(names.get(cell.type_code, cell.type_code)),
        Cell(cell.function.name),
        said,
        Cell(str(cell.was_level), cell.was_level),
        dose_points(cell.said_dose),
        dose_points(cell.was_dose),
        Cell(in_hours(cell.said_minutes), round(cell.said_minutes / 60, 2)),
        Cell(in_hours(cell.was_minutes), round(cell.was_minutes / 60, 2)),
    ]
