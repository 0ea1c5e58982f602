"""Functions: what they will have to carry, how fast they answer, and how their judgement bears out."""

from collections.abc import Sequence
from dataclasses import replace

from django.core.paginator import Page
from django.urls import reverse

from accounts.models import Function
from dealdesk.kit.spans import day_in_words
from insights.filters import Filter
from insights.models.answer_day import HELD_HOURS
from insights.presentation.cells import (
    BIAS_COLUMNS,
    BIAS_WORDS,
    WITH_OUTCOME,
    bias_cells,
    cells_table,
    worse_of,
)
from insights.presentation.dashboard.answers import answers_panel
from insights.presentation.dashboard.load import panel_of
from insights.presentation.figures import DASH, factor_figure, number_cell, percent, share_cell
from insights.presentation.panels import deals_url
from insights.presentation.tables import (
    Cell,
    Figure,
    InsightPage,
    Table,
    number,
    numbers,
    numbers_in,
    texts,
)
from insights.presentation.words import COUNTING_ALL
from insights.queries.answering import Held
from insights.queries.cells import Cells
from insights.queries.forward_load import MonthLoad
from insights.statistics.few import TooFew
from insights.statistics.histograms import quantile
from outcomes.models import RealisedCell

LEAST_ANSWERS = 10
Loads = dict[Function, list[MonthLoad]]
DEFINITIONS = (
    "Load: signed work of each month, what is clear to sign in full, and drafts in review by the share "
    "that is won, as a share of the function’s monthly capacity. From this month on, whatever the "
    "quarter.",
    "Response time: business hours from being asked to the first answer, without pauses, of the answers "
    "given in the quarter, read from a histogram and straight-lined within its bins. Answers that were "
    f"carried over do not count. Silent below {LEAST_ANSWERS} answers.",
    BIAS_WORDS + " Of deals signed in the four quarters up to the period’s end.",
)


def functions_page(chosen: Filter, loads: Loads, held: list[Held], cells: list[Cells]) -> InsightPage:
    return InsightPage(
        name="functions",
        title="Functions",
        lead=f"Load of the next six months, response time in {chosen.quarter.label}, and said against real.",
        figures=_figures(loads, held, chosen),
        panels=[panel_of(loads, chosen), replace(answers_panel(chosen), span="span-5")],
        tables=[_response(held, chosen), _bias(loads, cells, chosen)],
        definitions=DEFINITIONS,
    )


def _figures(loads: Loads, held: list[Held], chosen: Filter) -> list[Figure]:
    over = [load for months in loads.values() for load in months if load.is_over]
    answers, late = sum(each.answers for each in held), sum(each.late for each in held)
    return [
        Figure("Months over capacity", str(len(over)), "", _whose(over, chosen)),
        Figure("Answers in the quarter", f"{answers:,}", "", f"{late:,} late, {percent(late, answers)}"),
    ]


def _whose(over: list[MonthLoad], chosen: Filter) -> str:
    names = dict.fromkeys(load.function.name for load in over)
    said = ", ".join(names) or "no function, in the next six months"
    return f"{said}; {COUNTING_ALL}" if chosen.is_narrowed else said


def _response(held: list[Held], chosen: Filter) -> Table:
    return Table(
        code="response",
        title="Response time",
        lead="Business hours in which the function could act.",
        columns=[
            *texts("Function"),
            *numbers("Answers"),
            *numbers_in("h", "Half within", "Nine in ten within", "Promised"),
            *numbers_in("share", "Late"),
        ],
        rows=[_held(each, chosen) for each in sorted(held, key=lambda one: one.name)],
        silence="No function answered anything in this quarter.",
    )


def _held(each: Held, chosen: Filter) -> list[Cell]:
    url = reverse("insights:function", args=[each.code]) + chosen.as_query()
    return [
        Cell(each.name, url=url),
        Cell(f"{each.answers:,}", each.answers, url=deals_url(chosen, of="answers", function=each.code)),
        hours_within(each.bins, 0.5),
        hours_within(each.bins, 0.9),
        Cell(f"{each.promised_hours} h", each.promised_hours),
        share_cell(each.late, each.answers),
    ]


def hours_within(bins: Sequence[int], share: float) -> Cell:
    """The business hours within which that share of the answers came; silent below LEAST_ANSWERS."""
    few = TooFew(sum(bins), LEAST_ANSWERS)
    found = few if few.n < few.needs else quantile(bins, HELD_HOURS, share)
    if isinstance(found, TooFew):
        return Cell(DASH, "", note=few.sentence("answers"))
    more = "more than " if found.is_more else ""
    return Cell(f"{more}{found.value:.1f} h".replace(".0 h", " h"), round(found.value, 2))


def _bias(loads: Loads, cells: list[Cells], chosen: Filter) -> Table:
    by_id = {function.pk: function for function in loads}
    return Table(
        code="bias",
        title="Said against real",
        lead=f"Deals signed from {day_in_words(chosen.year_first_on)} to {day_in_words(chosen.last_on)}.",
        columns=[*texts("Function"), number("With an outcome", WITH_OUTCOME), *BIAS_COLUMNS],
        rows=[
            [_function(by_id[row.key], chosen), number_cell(row.n90), *bias_cells(row)]
            for row in sorted(cells, key=lambda one: by_id[one.key].name)
        ],
        silence="No deal of this time was signed yet.",
    )


def _function(function: Function, chosen: Filter) -> Cell:
    return Cell(function.name, url=reverse("insights:function", args=[function.code]) + chosen.as_query())


def function_page(
    chosen: Filter, function: Function, by_type: list[Cells], whole: Cells | None, held: Held | None,
    names: dict[str, str], behind: Page[RealisedCell]
) -> InsightPage:  # fmt: skip
    figures = []
    if held is not None:
        half, most = hours_within(held.bins, 0.5), hours_within(held.bins, 0.9)
        answers = f"n = {held.answers} answers in {chosen.quarter.label}"
        figures += [
            Figure("Half within", half.text, "", half.note or answers),
            Figure("Nine in ten within", most.text, "", most.note or f"promised: {held.promised_hours} h"),
        ]
    if whole is not None:
        figures.append(factor_figure("Harder than said", worse_of(whole), "terms with a 90-day outcome"))
    return InsightPage(
        name=f"function-{function.code.lower()}",
        title=function.name,
        lead=f"Deals signed from {day_in_words(chosen.year_first_on)} to {day_in_words(chosen.last_on)}, "
        "by type of term.",
        figures=figures,
        tables=[_by_type(by_type, names, chosen), cells_table(behind, names, chosen)],
        definitions=DEFINITIONS[1:],
        parent_url=reverse("insights:functions") + chosen.as_query(),
        parent_label="Functions",
        links=[("What waits for it now", reverse("reviews:function_waiting", args=[function.code]))],
    )


def _by_type(rows: list[Cells], names: dict[str, str], chosen: Filter) -> Table:
    return Table(
        code="types",
        title="By type of term",
        columns=[*texts("Type"), number("Judgements", "Signed, cells"), *BIAS_COLUMNS],
        rows=[
            [
                Cell(
                    names.get(row.key, row.key),
                    row.key,
                    url=reverse("insights:type", args=[row.key]) + chosen.as_query(),
                ),
                number_cell(row.cells),
                *bias_cells(row),
            ]
            for row in rows
        ],
        silence="No deal of this time asked anything of this function.",
    )
