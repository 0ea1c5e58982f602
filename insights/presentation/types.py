"""Term types: what each was said to take, what it took, and what it leads to."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.urls import reverse

from dealdesk.kit.spans import day_in_words
from insights.filters import Filter
from insights.presentation.cells import (
    BIAS_COLUMNS,
    BIAS_WORDS,
    SHARE_OF_PAIN,
    bias_cells,
    cells_table,
    worse_of,
)
from insights.presentation.figures import (
    DASH,
    factor_figure,
    number_cell,
    percent,
    share_cell,
    silence,
    silent_cell,
)
from insights.presentation.panels import deals_url
from insights.presentation.tables import Cell, Figure, InsightPage, Table, number, numbers_in, texts
from insights.queries.cells import Cells, TypedDeals
from insights.statistics.feels_worse import NEEDS
from insights.statistics.few import TooFew
from outcomes.models import RealisedCell

EASIER_BELOW = 1.0
DEFINITIONS = (
    "Signed: deals signed in this time with a non-standard term of the type, known or found later. Share of "
    "real pain: the type’s share of all doses that the 90-day outcomes showed. Bad: of the deals with such a "
    "term and a 90-day outcome, how many went bad: a real score of 70 or more, a termination or a lost "
    "renewal, or a cost above the predicted P95.",
    BIAS_WORDS,
    f"A type is easier than we say when, with at least {NEEDS} cells, the whole 90 % range of its factor "
    "lies below 1: the playbook may then offer a lower rung without asking.",
)


@dataclass(frozen=True)
class TypeCounts:
    """By type code: its name, and the deals that have it."""

    names: dict[str, str]
    deals: dict[str, TypedDeals]

    def of(self, code: str) -> TypedDeals:
        return self.deals.get(code, TypedDeals())


def types_page(chosen: Filter, rows: list[Cells], counts: TypeCounts) -> InsightPage:
    pain = sum(row.was_dose for row in rows)
    return InsightPage(
        name="types",
        title="Term types",
        lead=f"Deals signed from {day_in_words(chosen.year_first_on)} to {day_in_words(chosen.last_on)}: "
        "what each kind of exception was said to take, and what it took.",
        figures=_figures(rows),
        tables=[
            Table(
                code="types",
                title="By type",
                columns=[
                    *texts("Type"),
                    *numbers_in("deals", "Signed"),
                    *BIAS_COLUMNS,
                    number("Share of real pain", SHARE_OF_PAIN),
                    *numbers_in("share", "Bad deals"),
                    *texts("Playbook"),
                ],
                rows=[_row(row, counts, pain, chosen) for row in rows],
                silence="No deal with a non-standard term was signed in this time.",
            )
        ],
        definitions=DEFINITIONS,
    )


def _figures(rows: list[Cells]) -> list[Figure]:
    easier = sum(is_easier(row) for row in rows)
    n90 = sum(row.n90 for row in rows)
    return [
        Figure(
            "Types signed", str(len(rows)), "", f"{sum(row.cells for row in rows)} judgements by functions"
        ),
        Figure(
            "With a 90-day outcome",
            str(n90),
            "judgements",
            f"{sum(r.undisclosed90 for r in rows)} never disclosed",
        ),
        Figure("Easier than we say", str(easier), "types", f"each from {NEEDS} cells on"),
    ]


def is_easier(row: Cells) -> bool:
    """The whole 90 % range of the type's factor lies below 1."""
    found = worse_of(row)
    return not isinstance(found, TooFew) and found.high < EASIER_BELOW


def _row(row: Cells, counts: TypeCounts, pain: int, chosen: Filter) -> list[Cell]:
    url = reverse("insights:type", args=[row.key]) + chosen.as_query()
    deals = counts.of(row.key)
    return [
        Cell(counts.names.get(row.key, row.key), row.key, url=url),
        _signed(deals.signed, row.key, chosen),
        *bias_cells(row),
        Cell(
            percent(row.was_dose, pain), round(row.was_dose / pain, 4) if pain else "", note=f"n = {row.n90}"
        ),
        bad_cell(deals),
        playbook_cell(row),
    ]


def _signed(count: int, code: str, chosen: Filter) -> Cell:
    return Cell(f"{count:,}", count, url=deals_url(chosen, of="type", type=code) if count else "")


def bad_cell(deals: TypedDeals) -> Cell:
    if deals.n < NEEDS:
        return silent_cell(TooFew(deals.n, NEEDS))
    return share_cell(deals.bad, deals.n)


def playbook_cell(row: Cells) -> Cell:
    if not is_easier(row):
        return Cell(DASH, "")
    url = reverse("contracts:term_type", args=[row.key])
    return Cell("Propose a lower rung", "easier than we say", url=url, note="easier than we say")


def type_page(
    chosen: Filter, code: str, by_function: list[Cells], counts: TypeCounts, functions: dict[int, str],
    whole: Cells | None, behind: Page[RealisedCell]
) -> InsightPage:  # fmt: skip
    deals = counts.of(code)
    figures = [
        Figure("Signed", str(deals.signed), "deals"),
        Figure("Bad deals", *_bad_figure(deals)),
    ]
    if whole is not None:
        figures.insert(1, factor_figure("Harder than said", worse_of(whole), "terms with a 90-day outcome"))
    return InsightPage(
        name=f"type-{code}",
        title=counts.names.get(code, code),
        lead=f"Deals signed from {day_in_words(chosen.year_first_on)} to {day_in_words(chosen.last_on)}."
        + (" It is easier than we say." if whole is not None and is_easier(whole) else ""),
        figures=figures,
        tables=[_by_function(by_function, functions), cells_table(behind, counts.names, chosen)],
        definitions=DEFINITIONS,
        parent_url=reverse("insights:types") + chosen.as_query(),
        parent_label="Term types",
        links=[
            ("In the playbook", reverse("contracts:term_type", args=[code])),
            ("Precedents", f"{reverse('outcomes:precedents')}?type={code}"),
        ],
    )


def _bad_figure(deals: TypedDeals) -> tuple[str, str, str]:
    if deals.n < NEEDS:
        return DASH, "", silence(TooFew(deals.n, NEEDS))
    return percent(deals.bad, deals.n), "", f"{deals.bad} of {deals.n} deals with an outcome"


def _by_function(rows: list[Cells], functions: dict[int, str]) -> Table:
    return Table(
        code="functions",
        title="By function",
        columns=[*texts("Function"), number("Judgements", "Signed, cells"), *BIAS_COLUMNS],
        rows=[[Cell(functions[row.key]), number_cell(row.cells), *bias_cells(row)] for row in rows],
        silence="No deal with such a term was signed in this time.",
    )
