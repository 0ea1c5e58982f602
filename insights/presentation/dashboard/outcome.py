"""Did it hurt as we said? Predicted pain against real pain at 90 days."""

from collections.abc import Sequence

from dealdesk.kit.bands import BANDS
from dealdesk.kit.counting import counted
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
from insights.presentation.plots.scatter import Said, scatter_plot
from insights.presentation.tables import Cell, numbers, numbers_in, texts
from insights.presentation.words import in_points, points
from insights.queries.outcome import MOST_DRAWN, Outcomes, Pair, all_outcomes, outcomes_by_band, pairs
from insights.statistics.feels_worse import feels_worse
from insights.statistics.few import TooFew
from insights.statistics.fitted import FittedLine, fitted_line
from reviews.engine.scoring import tenths_of

CODE = "outcome"
GOAL = 80
"""Per cent of deals whose real cost should stay within the predicted P80."""


def outcome_panel(chosen: Filter) -> Panel:
    return panel_of(chosen, outcomes_by_band(chosen))


def panel_of(chosen: Filter, bands: Sequence[Outcomes]) -> Panel:
    whole = all_outcomes(list(bands))
    drawn = [_mark(pair) for pair in pairs(chosen)] if whole.n else []
    line = fitted_line([(mark.said, mark.was) for mark in drawn])
    return Panel(
        code=CODE,
        heading="Did it hurt as we said?",
        lead="Deals signed in the last four quarters, at 90 days",
        n=f"n = {counted(whole.n, 'deal')} with a 90-day outcome",
        definition_url=definition_url(CODE),
        csv_url=csv_url(CODE, chosen),
        deals_url=deals_url(chosen, of="outcome"),
        span="span-5",
        look="insights/charts/scatter.html",
        plot=scatter_plot(
            f"Predicted pain at signing against real pain at 90 days, {counted(len(drawn), 'deal')}",
            _said(whole),
            drawn,
            line,
        )
        if drawn
        else None,
        table=_table(chosen, bands, whole) if whole.n else None,
        silence="" if drawn else "No deal of these four quarters has a complete 90-day outcome yet.",
        remarks=_remarks(whole, len(drawn), line) if whole.n else (),
    )


def goal_note(whole: Outcomes) -> str:
    return f"goal {GOAL} %; {whole.bad} turned out bad"


def within_share(whole: Outcomes) -> int:
    return round(100 * whole.within_p80 / whole.n) if whole.n else 0


def _mark(pair: Pair) -> Said:
    return Said(tenths_of(pair.said) / 10, tenths_of(pair.real) / 10, pair.is_within)


def _remarks(whole: Outcomes, drawn: int, line: FittedLine | None) -> tuple[Remark, ...]:
    share = within_share(whole)
    bad = f"{whole.bad} of {whole.n} turned out bad ({100 * whole.bad / whole.n:.0f} %)."
    remarks = [
        Remark(f"{share} % stayed within the predicted P80 cost; the goal is {GOAL} %. {bad}"),
        Remark(_worse(whole)),
    ]
    if line:
        remarks.append(Remark(_on_the_line(line)))
    if drawn == MOST_DRAWN:
        remarks.append(Remark(f"The picture shows the newest {MOST_DRAWN:,}; the numbers are of all."))
    return tuple(remarks)


def _on_the_line(line: FittedLine) -> str:
    """At both ends of what was said; a line may leave the scale, a score cannot."""
    low, high = (f"{at:.0f} said came to {min(100, max(0, line.at(at))):.0f}" for at in (line.low, line.high))
    return f"On the fitted line, {low} and {high} (n = {line.n})."


def _worse(whole: Outcomes) -> str:
    found = feels_worse(whole.n, whole.y_sum, whole.y_squared)
    if isinstance(found, TooFew):
        return f"How much worse it felt than said: {found.sentence()}"
    return (
        f"It felt {found.factor:.2f} times what was said (90 % range {found.low:.2f} to {found.high:.2f}, "
        f"n = {found.n})."
    )


def _table(chosen: Filter, bands: Sequence[Outcomes], whole: Outcomes) -> NumberTable:
    by_code = {band.band: band for band in bands}
    rows = [_row(band.word, by_code[band.code], chosen, band.code) for band in BANDS if band.code in by_code]
    rows.append(_row("All", whole, chosen, None))
    columns = [
        *texts("Band"),
        *numbers("Deals"),
        *numbers_in("points", "Mean said", "Mean was"),
        *numbers_in("deals", "Within P80", "Bad"),
    ]
    return number_table("Predicted and real pain by band, mean doses in points", columns, rows)


def _row(word: str, one: Outcomes, chosen: Filter, band: str | None) -> list[Cell]:
    def behind(count: int, **more: str) -> Cell:
        url = deals_url(chosen, of="outcome", band=band, **more) if count else ""
        return Cell(f"{count:,}", count, url=url)

    said, was = one.said / one.n, one.real / one.n
    return [
        Cell(word),
        behind(one.n),
        Cell(in_points(said), points(said)),
        Cell(in_points(was), points(was)),
        behind(one.within_p80, outcome="within"),
        behind(one.bad, outcome="bad"),
    ]


def _said(whole: Outcomes) -> str:
    beyond = whole.n - whole.within_p80
    return (
        f"Each mark is a signed deal. {whole.within_p80} of {whole.n} cost no more than predicted "
        f"in four of five cases (dots); {beyond} cost more (diamonds). "
        "Marks above the diagonal hurt more than was said."
    )
