"""The gut test: do commitments that do not feel right turn out worse than others of the same score?"""

from typing import Any

from dealdesk.kit.bands import BANDS
from insights.drilling import GUT, RIGHT, WRONG
from insights.filters import Filter
from insights.presentation.figures import lift_cell, risk_note
from insights.presentation.panels import deals_url
from insights.presentation.tables import Cell, Table, numbers, texts
from insights.statistics.few import TooFew
from insights.statistics.risk import GutRow, Lift, gut_test


def gut_panel(counted: list[dict[str, Any]], chosen: Filter) -> Table:
    rows = gut_table(counted)
    return Table(
        code="gut",
        title="The gut test",
        lead="Commitments that do not feel right at signing: do they turn out worse than others of the "
        "same score?",
        columns=[
            *texts("Band of the score", "Did not feel right", "Felt right"),
            *numbers("Risk, × of felt right"),
        ],
        rows=[_gut_row(row, found, chosen) for row, found in zip(rows, gut_test(rows), strict=True)],
        silence="No deal of this time has both a feeling and a 90-day outcome yet.",
    )


def gut_table(counted: list[dict[str, Any]]) -> list[GutRow]:
    """One row a band with any case, from what `gut_rows` counts."""
    found = {(row["band"], row["felt_right"]): (row["bad"], row["n"]) for row in counted}
    present = [band.code for band in BANDS if (band.code, True) in found or (band.code, False) in found]
    return [
        GutRow(code, *found.get((code, False), (0, 0)), *found.get((code, True), (0, 0))) for code in present
    ]


def _gut_row(row: GutRow, found: Lift | TooFew, chosen: Filter) -> list[Cell]:
    word = next(band.word for band in BANDS if band.code == row.band)
    if isinstance(found, TooFew):
        sides = (f"{row.no_bad} of {row.no} bad", f"{row.yes_bad} of {row.yes} bad")
    else:
        sides = (f"{risk_note(found.first)} bad", f"{risk_note(found.second)} bad")

    def url(cases: int, felt: str = "") -> str:
        return deals_url(chosen, of=GUT, band=row.band, felt=felt) if cases else ""

    return [
        Cell(word, url=url(row.no + row.yes)),
        Cell(sides[0], url=url(row.no, WRONG)),
        Cell(sides[1], url=url(row.yes, RIGHT)),
        lift_cell(found, "deals of this band with a feeling and an outcome"),
    ]
