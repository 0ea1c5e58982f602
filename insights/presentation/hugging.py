"""Threshold hugging: do scores gather just below the cuts?"""

from django.core.paginator import Page

from dealdesk.kit.bands import BAND_BY_CODE
from dealdesk.kit.spans import day_in_words
from insights.filters import Filter
from insights.presentation.figures import DASH, chance, deal_cell, percent, silence
from insights.presentation.paging import turns
from insights.presentation.tables import Cell, Figure, InsightPage, Table, numbers, sentences, texts
from insights.queries.hugging import Sides
from insights.statistics.few import TooFew
from insights.statistics.hugging import FOUND_BELOW, NEEDS, Hug, hug
from reviews.models import Score

DEFINITIONS = (
    "Of the deals whose score lies within three points of a cut, the share just below it. Where nobody "
    "steers scores, either side is as likely. The chance is that of as many below or more with a fair "
    "coin: the binomial tail. Each deal counts once, by the complete score of its current draft, signed "
    "or not.",
    f"A cut is said to be hugged when that chance is below {FOUND_BELOW:g}. With {NEEDS} deals near a "
    "cut this finds a push of half of them in 97 of 100 cases and a push of 30 % in 63, and it is wrong "
    "in 3 to 4.",
    "A score below a cut is no fault. Look at what changed between the drafts before you ask anybody.",
)


def hugging_page(chosen: Filter, sides: list[Sides], below: Page[Score]) -> InsightPage:
    whole = hug(None, sum(side.below for side in sides), sum(side.above for side in sides))
    return InsightPage(
        name="hugging",
        title="Threshold hugging",
        lead=f"Deals submitted from {day_in_words(chosen.year_first_on)} to "
        f"{day_in_words(chosen.last_on)} whose score lies within three points of a cut.",
        figures=[_figure(whole)],
        tables=[_cuts(sides), _deals(below, chosen)],
        definitions=DEFINITIONS,
    )


def _figure(found: Hug | TooFew) -> Figure:
    if isinstance(found, TooFew):
        return Figure("Just below a cut", DASH, "", silence(found, "deals near a cut"))
    return Figure(
        "Just below a cut",
        percent(found.below, found.n),
        f"of {found.n} deals",
        f"even is 50 %; {_verdict(found)}",
    )


def _verdict(found: Hug) -> str:
    said = "scores hug the cuts" if found.is_found else "this can be chance"
    return f"{said}, {chance(found.p_value)}"


def _cuts(sides: list[Sides]) -> Table:
    return Table(
        code="cuts",
        title="By cut",
        columns=[*texts("Cut"), *numbers("Just below", "Just above"), sentences("What it says")],
        rows=[_cut(side) for side in sides],
    )


def _cut(side: Sides) -> list[Cell]:
    starts = " or ".join(f"{cut / 10:g}" for cut in sorted(side.starts))
    found = hug(None, side.below, side.above)
    return [
        Cell(f"To {BAND_BY_CODE[side.band].word}", note=f"at {starts}" if starts else ""),
        Cell(str(side.below), side.below),
        Cell(str(side.above), side.above),
        _said(found),
    ]


def _said(found: Hug | TooFew) -> Cell:
    if isinstance(found, TooFew):
        return Cell(silence(found, "deals near this cut"))
    text = f"{percent(found.below, found.n)} below: {_verdict(found)}"
    return Cell(text, tone="bad" if found.is_found else "")


def _deals(below: Page[Score], chosen: Filter) -> Table:
    return Table(
        code="deals",
        title="Deals just below a cut",
        columns=[*texts("Deal", "Rep"), *numbers("Score")],
        rows=[_deal(score) for score in below],
        silence="No deal of this time lies within three points below a cut.",
        turns=turns(below, chosen),
    )


def _deal(score: Score) -> list[Cell]:
    deal = score.submission.draft.deal
    points = f"{score.tenths / 10:.1f}"
    return [deal_cell(deal), Cell(deal.owner.name), Cell(points, points)]
