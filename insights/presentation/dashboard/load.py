"""Forward load: what the coming months hold for each function, and what makes them too full."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse

from accounts.models import Function
from dealdesk.kit.counting import counted
from dealdesk.kit.spans import in_hours
from insights.filters import Filter
from insights.presentation.panels import (
    NumberTable,
    Panel,
    Remark,
    csv_url,
    deals_url,
    definition_url,
    number_table,
)
from insights.presentation.plots.heat import HeatCell, HeatPlot, HeatRow, per_cent, shade_of
from insights.presentation.tables import Cell, numbers_in, texts
from insights.presentation.words import joined
from insights.queries.forward_load import Cause, MonthLoad, causes_of, forward_load
from insights.queries.postponing import Delay, delays_of

CODE = "load"
NUMBERS = ("No", "One", "Two", "Three")
Loads = Mapping[Function, Sequence[MonthLoad]]


def load_panel(chosen: Filter, today: date) -> Panel:
    """The fullest function first. The months are the coming ones, whatever period is looked at."""
    return panel_of(forward_load(chosen, today), chosen)


def panel_of(loads: Loads, chosen: Filter) -> Panel:
    ordered = sorted(loads.items(), key=lambda pair: -max(_filled(load) for load in pair[1]))
    months = [load.month_on for load in next(iter(loads.values()), ())]
    drafts = {each.deal_id for row in loads.values() for load in row for each in load.likely}
    return Panel(
        code=CODE,
        heading="Forward load",
        lead=_lead(chosen),
        n=f"signed, and {counted(len(drafts), 'draft')} in review or clear to sign",
        definition_url=definition_url(CODE),
        csv_url=csv_url(CODE, chosen),
        span="span-7",
        look="insights/charts/heatmap.html",
        plot=HeatPlot(
            caption="Load per function and month, per cent of capacity",
            head=("Function", *(f"{month:%b}" for month in months)),
            rows=tuple(
                HeatRow(function.name, tuple(_cell(load, chosen) for load in row))
                for function, row in ordered
            ),
        ),
        table=_table(ordered, chosen),
        silence="" if loads else "No function is set up yet.",
        remarks=_remarks(ordered, chosen),
    )


def overloaded(loads: Loads) -> dict[str, list[MonthLoad]]:
    """Months over 100 % by function, the next first."""
    found = {function.name: [load for load in row if load.is_over] for function, row in loads.items()}
    return {name: over for name, over in found.items() if over}


def cell_url(load: MonthLoad, chosen: Filter) -> str:
    """The deals behind the whole load of a function's month, or of what a page is narrowed to."""
    return deals_url(chosen, of="load", function=load.function.code, month=f"{load.month_on:%Y-%m}")


def _lead(chosen: Filter) -> str:
    lead = "Per cent of each function’s capacity: signed, and likely to be"
    return f"{lead}; of all deals, {chosen.narrowed_in_words} a part of them" if chosen.is_narrowed else lead


def _filled(load: MonthLoad) -> float:
    return load.minutes / load.capacity if load.capacity else 0.0


def _cell(load: MonthLoad, chosen: Filter) -> HeatCell:
    shown = per_cent(load.minutes, load.capacity)
    hint = f"{in_hours(load.signed)} signed, {in_hours(load.pipeline)} likely, of {in_hours(load.capacity)}; "
    hint += f"chance of overload {100 * load.chance:.0f} %"
    if load.of_which:
        hint += f"; of which {chosen.narrowed_in_words} {in_hours(load.of_which.signed)} signed, "
        hint += f"{in_hours(load.of_which.pipeline)} likely"
    return HeatCell(shown, shade_of(shown), cell_url(load, chosen.widened()), hint)


def _table(ordered: Sequence[tuple[Function, Sequence[MonthLoad]]], chosen: Filter) -> NumberTable:
    columns = [
        *texts("Function", "Month"),
        *numbers_in("h", "Signed", "Likely", "Capacity"),
        *numbers_in("%", "Load"),
        *numbers_in("share", "Chance of overload"),
    ]
    if chosen.is_narrowed:
        columns += numbers_in("h", "Of which signed", "Of which likely")
    rows = [_row(function, load, chosen) for function, row in ordered for load in row]
    return number_table("Load per function and month", columns, rows)


def _row(function: Function, load: MonthLoad, chosen: Filter) -> list[Cell]:
    shown = per_cent(load.minutes, load.capacity)
    url = cell_url(load, chosen.widened())
    cells = [
        Cell(function.name),
        Cell(f"{load.month_on:%b %Y}", f"{load.month_on:%Y-%m}"),
        Cell(in_hours(load.signed), round(load.signed / 60, 2)),
        Cell(in_hours(load.pipeline), round(load.pipeline / 60, 2)),
        Cell(in_hours(load.capacity), round(load.capacity / 60, 2)),
        Cell("–" if shown is None else f"{shown} %", shown, url=url),
        Cell(f"{100 * load.chance:.0f} %", round(load.chance, 4)),
    ]
    if load.of_which:
        part, own_url = load.of_which, cell_url(load, chosen)
        cells += [
            Cell(in_hours(part.signed), round(part.signed / 60, 2), url=own_url),
            Cell(in_hours(part.pipeline), round(part.pipeline / 60, 2), url=own_url),
        ]
    return cells


def _remarks(ordered: Sequence[tuple[Function, Sequence[MonthLoad]]], chosen: Filter) -> tuple[Remark, ...]:
    """One for each function that runs over, with its cause; or one that none does."""
    over = overloaded(dict(ordered))
    if not over:
        return (Remark("No function runs over its capacity in these months."),)
    causes = causes_of(chosen.widened(), [months[0] for months in over.values()])
    delays = delays_of(dict(ordered))
    remarks = []
    for name, months in over.items():
        remarks.append(_remark(name, months, causes, chosen))
        if delay := delays.get(name):
            remarks.append(_put_off(delay, months[0]))
    return tuple(remarks)


def _put_off(delay: Delay, full: MonthLoad) -> Remark:
    then = per_cent(delay.minutes, full.capacity)
    return Remark(
        f"{full.month_on:%B} would hold {then} % if this were signed a month later:",
        links=(deal_link(delay.customer, delay.serial),),
    )


def deal_link(customer: str, serial: int) -> tuple[str, str]:
    return f"{customer} (D-{serial})", reverse("reviews:deal", args=[serial])


def _remark(
    name: str,
    months: Sequence[MonthLoad],
    causes: Mapping[tuple[str, date], Sequence[Cause]],
    chosen: Filter,
) -> Remark:
    first = months[0]
    over = joined(
        [f"{(per_cent(load.minutes, load.capacity) or 101) - 100} % in {load.month_on:%B}" for load in months]
    )
    part = _part_in_words(first, chosen)
    bring = causes.get((first.function.code, first.month_on), ())
    if not bring:
        return Remark(part, f"{name} is over by {over}.", "bad")
    share = per_cent(sum(cause.minutes for cause in bring), first.capacity)
    said = "One deal brings" if len(bring) == 1 else f"{NUMBERS[len(bring)]} deals bring"
    text = f"{said} {share} points of {first.month_on:%B}’s {per_cent(first.minutes, first.capacity)}:"
    text = f"{part} {text}".strip()
    links = tuple(deal_link(cause.customer, cause.serial) for cause in bring)
    return Remark(text, f"{name} is over by {over}.", "bad", links)


def _part_in_words(load: MonthLoad, chosen: Filter) -> str:
    """What the page is narrowed to brings of that month; empty when it is not narrowed."""
    if load.of_which is None:
        return ""
    whole = per_cent(load.minutes, load.capacity)
    part = per_cent(load.of_which.minutes, load.capacity) or 0
    return f"Of {load.month_on:%B}’s {whole} points, {chosen.narrowed_in_words} brings {part}."
