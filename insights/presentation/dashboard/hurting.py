"""What hurts most: types of term by their share of real pain, said against was."""

from collections.abc import Sequence
from dataclasses import dataclass

from dealdesk.kit.counting import counted
from insights.filters import Filter
from insights.presentation.cells import (
    FEWEST,
    HOURS_OF_SAID,
    LEVEL_REAL,
    LEVEL_SAID,
    SHARE_OF_PAIN,
    WITH_OUTCOME,
    effort_of,
    is_told,
    mean_level,
)
from insights.presentation.panels import Panel, csv_url, deals_url, definition_url, number_table
from insights.presentation.tables import Cell, Column, number, numbers_in, texts
from insights.queries.cells import Cells, TypedDeals, cells_by, deals_by_type, type_names
from insights.statistics.few import TooFew

CODE = "types"
LEAD = (
    "Term types by their share of real pain, last four quarters. Difficulty 1–5; effort against the estimate."
)
SHOWN = 8
COLUMNS: Sequence[Column] = (
    *texts("Term type"),
    *numbers_in("deals", "Signed"),
    number("With outcome", WITH_OUTCOME),
    *numbers_in("cells", "Undisclosed"),
    number("Said", LEVEL_SAID),
    number("Was", LEVEL_REAL),
    number("Effort", HOURS_OF_SAID),
    number("Share of pain", SHARE_OF_PAIN),
)


@dataclass(frozen=True)
class Hurting:
    """A type of term: in how many deals of the four quarters it was `signed`, and its cells."""

    code: str
    name: str
    signed: int
    cells: Cells


@dataclass(frozen=True)
class HurtRow:
    """One line; `n` are cells with an outcome, `share` is per cent of all real pain, `width` its bar against
    the longest. `said`, `was` and `effort` are empty where cells are too few."""

    name: str
    url: str
    signed: int
    n: int
    said: str
    was: str
    effort: str
    is_heavy: bool
    share: int
    width: int


def hurting_panel(chosen: Filter) -> Panel:
    types = _types(chosen)
    pain = sum(one.cells.was_dose for one in types)
    cells = sum(one.cells.n90 for one in types)
    return Panel(
        code=CODE,
        heading="What hurts most",
        lead=LEAD,
        n=f"n = {counted(cells, 'cell')} with a 90-day outcome",
        definition_url=definition_url(CODE),
        csv_url=csv_url(CODE, chosen),
        deals_url=deals_url(chosen, of="type"),
        span="span-7",
        look="insights/charts/hurting.html",
        plot=rows_of(types, pain, chosen),
        table=number_table(
            "Term types by their share of real pain",
            COLUMNS,
            [_numbers(one, pain, chosen) for one in types],
        )
        if types
        else None,
        silence="" if pain else _silence(types, cells),
    )


def _types(chosen: Filter) -> list[Hurting]:
    """All types, the one with most real pain first; three queries."""
    names, deals = type_names(), deals_by_type(chosen)
    return [
        Hurting(row.key, names.get(row.key, row.key), deals.get(row.key, TypedDeals()).signed, row)
        for row in cells_by("type_code", chosen)
    ]


def rows_of(types: Sequence[Hurting], pain: int, chosen: Filter) -> list[HurtRow]:
    shown = [one for one in types if one.cells.was_dose][:SHOWN]
    most = max((one.cells.was_dose for one in shown), default=1)
    return [_row(one, pain, most, chosen) for one in shown]


HEAVY = 1.5


def _row(one: Hurting, pain: int, most: int, chosen: Filter) -> HurtRow:
    cells = one.cells
    effort = effort_of(cells) if is_told(cells) else None
    return HurtRow(
        name=one.name,
        url=deals_url(chosen, of="type", type=one.code),
        signed=one.signed,
        n=cells.n90,
        said=_shown(mean_level(cells.said_levels)) if is_told(cells) else "",
        was=_shown(mean_level(cells.was_levels)) if is_told(cells) else "",
        effort=f"{effort:.1f} ×" if effort is not None else "",
        is_heavy=effort is not None and effort >= HEAVY,
        share=round(100 * cells.was_dose / pain),
        width=round(30 * cells.was_dose / most),
    )


def _numbers(one: Hurting, pain: int, chosen: Filter) -> list[Cell]:
    cells = one.cells
    figures = (mean_level(cells.said_levels), mean_level(cells.was_levels), effort_of(cells))
    return [
        Cell(one.name),
        Cell(f"{one.signed:,}", one.signed, url=deals_url(chosen, of="type", type=one.code)),
        Cell(f"{cells.n90:,}", cells.n90),
        Cell(f"{cells.undisclosed90:,}", cells.undisclosed90),
        *(_told(value, is_told(cells)) for value in figures),
        Cell(f"{100 * cells.was_dose / pain:.0f} %", round(cells.was_dose / pain, 4))
        if pain
        else Cell("–", ""),
    ]


def _told(value: float | None, is_enough: bool) -> Cell:
    if value is None or not is_enough:
        return Cell("too few" if value is not None else "–", "")
    return Cell(f"{value:.1f}", round(value, 3))


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _silence(types: Sequence[Hurting], cells: int) -> str:
    if not types:
        return "No non-standard term was signed in these four quarters."
    return TooFew(cells, FEWEST).sentence("answers about how it really was")
