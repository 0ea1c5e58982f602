"""What hurts most: types of term by their share of real pain, said against was."""

from collections.abc import Sequence
from dataclasses import dataclass

from insights.filters import Filter
from insights.presentation.panels import Panel, csv_url, deals_url, definition_url, number_table
from insights.presentation.tables import Cell
from insights.presentation.words import counted
from insights.queries.hurting import HurtingType, hurting_types
from insights.statistics.few import TooFew

CODE = "types"
LEAD = (
    "Term types by their share of real pain, last four quarters. Difficulty 1–5; effort against the estimate."
)
SHOWN = 8
FEWEST = 10
"""Cells with an outcome below which a type's own figures say nothing, as for the hours bias
(docs/outcomes.md, section 1.5)."""


@dataclass(frozen=True)
class HurtRow:
    """One line; `share` is per cent of all real pain, `width` its bar against the longest. `said`, `was` and
    `effort` are empty below FEWEST."""

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
    types = hurting_types(chosen)
    pain = sum(one.was_dose for one in types)
    cells = sum(one.n for one in types)
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
            ("Term type", "Signed", "With outcome", "Undisclosed", "Said", "Was", "Effort", "Share of pain"),
            [_numbers(one, pain, chosen) for one in types],
        )
        if types
        else None,
        silence="" if pain else _silence(types, cells),
    )


def rows_of(types: Sequence[HurtingType], pain: int, chosen: Filter) -> list[HurtRow]:
    shown = [one for one in types if one.was_dose][:SHOWN]
    most = max((one.was_dose for one in shown), default=1)
    return [_row(one, pain, most, chosen) for one in shown]


def mean_level(levels: Sequence[int]) -> float | None:
    """Of a histogram of levels 1 to 5; None without any."""
    count = sum(levels)
    return sum(level * n for level, n in enumerate(levels, 1)) / count if count else None


def effort_of(one: HurtingType) -> float | None:
    """Real minutes over those said; None where nothing was said."""
    return one.was_minutes / one.said_minutes if one.said_minutes else None


HEAVY = 1.5


def _row(one: HurtingType, pain: int, most: int, chosen: Filter) -> HurtRow:
    is_told = one.n >= FEWEST
    effort = effort_of(one) if is_told else None
    return HurtRow(
        name=one.name,
        url=deals_url(chosen, of="type", type=one.code),
        signed=one.signed,
        n=one.n,
        said=_shown(mean_level(one.said_levels)) if is_told else "",
        was=_shown(mean_level(one.was_levels)) if is_told else "",
        effort=f"{effort:.1f} ×" if effort is not None else "",
        is_heavy=effort is not None and effort >= HEAVY,
        share=round(100 * one.was_dose / pain),
        width=round(30 * one.was_dose / most),
    )


def _numbers(one: HurtingType, pain: int, chosen: Filter) -> list[Cell]:
    is_told = one.n >= FEWEST
    said, was, effort = mean_level(one.said_levels), mean_level(one.was_levels), effort_of(one)
    return [
        Cell(one.name),
        Cell(f"{one.signed:,}", one.signed, url=deals_url(chosen, of="type", type=one.code)),
        Cell(f"{one.n:,}", one.n),
        Cell(f"{one.undisclosed:,}", one.undisclosed),
        *(_told(value, is_told) for value in (said, was, effort)),
        Cell(f"{100 * one.was_dose / pain:.0f} %", round(one.was_dose / pain, 4)) if pain else Cell("–", ""),
    ]


def _told(value: float | None, is_told: bool) -> Cell:
    if value is None or not is_told:
        return Cell("too few" if value is not None else "–", "")
    return Cell(f"{value:.1f}", round(value, 3))


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _silence(types: Sequence[HurtingType], cells: int) -> str:
    if not types:
        return "No non-standard term was signed in these four quarters."
    return f"{TooFew(cells, FEWEST).sentence('answers about how it really was')}"
