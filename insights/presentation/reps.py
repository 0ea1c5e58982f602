"""Reps at 90 days: clean deals first, then the shrunk picture. Never a raw league table."""

from collections.abc import Hashable

from django.core.paginator import Page
from django.urls import reverse

from dealdesk.kit.counting import counted
from dealdesk.kit.spans import day_in_words
from insights.filters import Filter
from insights.presentation.figures import day_cell, deal_cell, dose_points, factor, factor_figure, percent
from insights.presentation.paging import turns
from insights.presentation.tables import (
    SIGNED_ON,
    Cell,
    Figure,
    InsightPage,
    Table,
    number,
    numbers,
    texts,
)
from insights.presentation.words import joined
from insights.statistics.feels_worse import FeelsWorse, feels_worse
from insights.statistics.few import TooFew
from insights.statistics.reps import NAMED_FROM, RepRow, Shrunk
from outcomes.models import Realised

Names = dict[Hashable, str]
DEFINITIONS = (
    "A deal is clean when its real dose 90 days after signing is at or below what was said of it. Clean "
    "deals stand in the order of signing, newest first.",
    "y = ln((D90 + d) / (D0 + d)) per deal, d = 50,000. A rep’s mean is drawn towards the mean of all: "
    "m = mu + w (y - mu), w = t2 / (t2 + s2/n). t2 is how much reps differ beyond the scatter of their own "
    "deals, by the method of moments; where the deals do not support a difference it is zero.",
    f"Somebody is named only with at least {NAMED_FROM} deals, with t2 above zero, and when the drawn "
    "mean less 1.645 standard errors still lies above the mean of all. With equal reps this rule names "
    "somebody by accident in 3 of 100 quarters; a raw ranking does so in 80.",
    "Left out is what the rep did not cause: load on the functions’ calendars, deals that were never "
    "scored because the glass was broken, contracts voided since. Terms that were never disclosed count "
    "at zero in what was said and in full in what came.",
)


def reps_page(
    chosen: Filter, clean: Page[Realised], rows: list[RepRow], found: list[Shrunk], names: Names
) -> InsightPage:
    """`names` has those whom the rule names, and nobody else."""
    n = sum(row.n for row in rows)
    whole = feels_worse(n, sum(row.y_sum for row in rows), sum(row.y_squared for row in rows))
    return InsightPage(
        name="reps",
        title="Reps at 90 days",
        lead=f"Deals signed from {day_in_words(chosen.year_first_on)} to {day_in_words(chosen.last_on)}, "
        "by what they were really like 90 days later.",
        figures=_figures(clean.paginator.count, n, whole, len(rows)),
        tables=[_clean_table(clean, found, names, chosen), _named_table(found, names, n)],
        definitions=DEFINITIONS,
    )


def _figures(count: int, n: int, whole: FeelsWorse | TooFew, reps: int) -> list[Figure]:
    return [
        Figure("Clean deals", str(count), f"of {n}", f"{percent(count, n)} turned out no harder than said"),
        factor_figure("Harder than said", whole),
        Figure("Reps with an outcome", str(reps), "", f"n = {counted(n, 'deal')}"),
    ]


def _clean_table(clean: Page[Realised], found: list[Shrunk], names: Names, chosen: Filter) -> Table:
    rows = [
        [
            deal_cell(real.handover.deal),
            Cell(real.handover.deal.owner.name),
            day_cell(real.handover.signed_on),
            dose_points(real.handover.base_dose),
            dose_points(real.dose),
        ]
        for real in clean
    ]
    return Table(
        code="clean",
        title="Clean deals",
        lead="These reps said what it would take, and it took no more." + _lighter(found, names),
        columns=[
            *texts("Deal", "Rep"),
            SIGNED_ON,
            number("Said", "Pain said, score"),
            number("Was", "Pain real, score"),
        ],
        rows=rows,
        silence="No deal of this time has a 90-day outcome at or below what was said yet.",
        turns=turns(clean, chosen),
    )


def _lighter(found: list[Shrunk], names: Names) -> str:
    """Recognition by the same rule, by name and not by merit."""
    told = sorted(f"{names[one.key]} (n = {one.n})" for one in found if one.is_better)
    return f" Beyond chance, the deals of {joined(told)} feel lighter than those of others." if told else ""


def _named_table(found: list[Shrunk], names: Names, n: int) -> Table:
    told = sorted((one for one in found if one.is_named), key=lambda one: names[one.key])
    others = sum(not (one.is_named or one.is_better) for one in found)
    return Table(
        code="named",
        title="Harder than said, beyond chance",
        lead=f"Each rep’s deals, drawn towards the mean of all. {_others(others, n)}",
        columns=[*texts("Rep"), number("× what was said", "Pain, × of said"), *numbers("Deals")],
        rows=[_named_row(one, names) for one in told],
        silence="Nobody is named: what differs between reps can be chance."
        if found
        else "No deal of this time has a 90-day outcome yet.",
    )


def _others(others: int, n: int) -> str:
    if not others:
        return f"n = {counted(n, 'deal')}."
    return f"{others} rep{'s' if others > 1 else ''} cannot be told apart from that mean. n = {n} deals."


def _named_row(one: Shrunk, names: Names) -> list[Cell]:
    weight = f"{round(100 * one.weight)} % from the rep’s own deals"
    return [
        Cell(names[one.key], url=f"{reverse('reviews:deals')}?scope=all&owner={one.key}"),
        Cell(factor(one.factor), round(one.factor, 4), note=weight),
        Cell(str(one.n), one.n),
    ]
