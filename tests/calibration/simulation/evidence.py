"""The simulated company's reviews and outcomes in the form that a calibration reads."""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from outcomes.calibration.evidence import Answer, Evidence, Judged, SignedDeal
from reviews.engine.cell import Cell, Estimate
from reviews.engine.reading import TermFacts
from reviews.engine.scales import DEFAULT_POLICY
from tests.calibration.simulation.company import FUNCTIONS
from tests.calibration.simulation.deals import Deals, Whole


def evidence_of(deals: Deals, chosen: Whole, bad: NDArray[np.bool_]) -> Evidence:
    """Outcomes of the chosen deals, and the reviews of the same deals."""
    rows: dict[int, list[int]] = defaultdict(list)
    for row in np.nonzero(np.isin(deals.cells.deal, chosen))[0]:
        rows[int(deals.cells.deal[row])].append(int(row))
    return Evidence(
        policy=DEFAULT_POLICY,
        deals=tuple(signed_deal(deals, int(deal), rows[int(deal)], bool(bad[deal])) for deal in chosen),
        reviews=tuple(_judged(deals, row) for found in rows.values() for row in found),
    )


def signed_deal(deals: Deals, deal: int, rows: list[int], is_bad: bool) -> SignedDeal:
    cells, months = deals.cells, int(deals.months[deal])
    minutes = cells.true_once + months * cells.true_monthly
    answers = [Answer(int(cells.reviewer[row]), cell_of(deals, row)) for row in rows]
    return SignedDeal(
        key=deal,
        value=int(deals.value[deal]),
        months=months,
        terms={cell_of(deals, row).term: TermFacts(n=int(cells.count[row])) for row in rows},
        answers=tuple(answers),
        actual={
            answer.cell.key: round(float(minutes[row])) for answer, row in zip(answers, rows, strict=True)
        },
        is_bad=is_bad,
    )


def cell_of(deals: Deals, row: int) -> Cell:
    cells = deals.cells
    return Cell(
        term=f"T{cells.term[row]}",
        function=FUNCTIONS[cells.function[row]],
        level=10 * int(cells.level[row]),
        confidence=int(cells.confidence[row]),
        once=Estimate(*(int(point) for point in cells.once[row])),
        monthly=Estimate(*(int(point) for point in cells.monthly[row])),
    )


def _judged(deals: Deals, row: int) -> Judged:
    cells = deals.cells
    return Judged(
        reviewer=int(cells.reviewer[row]),
        category=str(cells.category[row]),
        function=FUNCTIONS[cells.function[row]],
        level=int(cells.level[row]),
    )
