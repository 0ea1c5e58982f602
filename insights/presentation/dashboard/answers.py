"""Where reviews wait: half within, nine in ten within, against what each function promised."""

from collections.abc import Sequence

from dealdesk.kit.counting import counted
from insights.filters import Filter
from insights.models.answer_day import HELD_HOURS
from insights.presentation.panels import Panel, csv_url, deals_url, definition_url, number_table
from insights.presentation.plots.whiskers import Spread, whisker_plot
from insights.presentation.tables import Cell, number, numbers, numbers_in, texts
from insights.queries.answering import Held, held_by_function
from insights.statistics.few import TooFew
from insights.statistics.histograms import Quantile, quantile

CODE = "answers"
HEADING = "Where reviews wait"
FEWEST = 10
"""Answers of a function below which nine in ten says nothing."""


def answers_panel(chosen: Filter) -> Panel:
    """The slowest half first."""
    held = sorted(held_by_function(chosen), key=lambda one: -_middle(one))
    told = [one for one in held if one.answers >= FEWEST]
    answers = sum(one.answers for one in held)
    return Panel(
        code=CODE,
        heading=HEADING,
        lead="Working hours a review is held",
        n=f"n = {counted(answers, 'answer')}",
        definition_url=definition_url(CODE),
        csv_url=csv_url(CODE, chosen),
        deals_url=deals_url(chosen, of="answers"),
        span="span-4",
        look="insights/charts/whiskers.html",
        plot=whisker_plot(_title(chosen), _said(told), [_spread(one) for one in told]),
        table=number_table(
            "Hours a review is held, by function",
            [
                *texts("Function"),
                *numbers("Answers"),
                *numbers_in("h", "Half within"),
                number("Nine in ten", "Nine in ten within, h"),
                *numbers_in("h", "Promised"),
                number("Late", "Late answers"),
            ],
            [_row(one, chosen) for one in held],
        )
        if held
        else None,
        silence="" if told else _silence(held),
    )


def _silence(held: Sequence[Held]) -> str:
    most = max((one.answers for one in held), default=0)
    return TooFew(most, FEWEST).sentence("answers of one function")


def _middle(one: Held) -> float:
    found = _within(one, 0.5)
    return found.value if found else 0.0


def _within(one: Held, share: float) -> Quantile | None:
    found = quantile(one.bins, HELD_HOURS, share)
    return None if isinstance(found, TooFew) else found


def _spread(one: Held) -> Spread:
    half, most = _within(one, 0.5), _within(one, 0.9)
    return Spread(
        one.name, half.value if half else 0.0, most.value if most else 0.0, float(one.promised_hours)
    )


def _row(one: Held, chosen: Filter) -> list[Cell]:
    half, most = _within(one, 0.5), _within(one, 0.9)
    url = deals_url(chosen, of="answers", function=one.code)
    return [
        Cell(one.name),
        Cell(f"{one.answers:,}", one.answers, url=url),
        _hours(half),
        _hours(most),
        Cell(f"{one.promised_hours} h", one.promised_hours),
        Cell(f"{one.late:,}", one.late),
    ]


def _hours(found: Quantile | None) -> Cell:
    if found is None:
        return Cell("too few", "")
    more = "over " if found.is_more else ""
    return Cell(f"{more}{found.value:.1f} h", round(found.value, 2))


def _title(chosen: Filter) -> str:
    return f"How long each function holds a review, in working hours, {chosen.quarter.label}"


def _said(told: Sequence[Held]) -> str:
    lines = []
    for one in told:
        half, most = _hours(_within(one, 0.5)), _hours(_within(one, 0.9))
        lines.append(
            f"{one.name}: half within {half.text}, nine in ten within {most.text}, "
            f"promised {one.promised_hours} h"
        )
    return "; ".join(lines) + "."
