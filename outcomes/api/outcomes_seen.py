"""The outcomes of a deal as the API shows them; a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Prefetch

from contracts.models import Deal
from outcomes.models import Handover, Realised, RealisedCell
from outcomes.queries.handovers import standing_handover
from reviews.engine.scoring import tenths_of


@dataclass(frozen=True)
class PredictedSeen:
    points: float
    dose: int
    cost_p80: int
    cost_p95: int


@dataclass(frozen=True)
class CellSeen:
    term: str
    function: str
    is_undisclosed: bool
    said_level: int
    was_level: int
    said_minutes: int
    was_minutes: int


@dataclass(frozen=True)
class RealisedSeen:
    moment: str
    is_complete: bool
    points: float
    dose: int
    cost: int
    credits: int
    is_bad: bool
    bad_because: list[str]
    string: str
    completed_at: datetime | None
    cells: list[CellSeen]


@dataclass(frozen=True)
class OutcomesSeen:
    deal: str
    currency: str
    signed_on: date | None
    predicted: PredictedSeen | None
    moments: list[RealisedSeen]


def outcomes_seen(deal: Deal) -> OutcomesSeen:
    handover = standing_handover(deal)
    return OutcomesSeen(
        deal=deal.number,
        currency=settings.COMPANY_CURRENCY,
        signed_on=handover.signed_on if handover else None,
        predicted=_predicted(handover) if handover and handover.is_scored else None,
        moments=[_realised(row) for row in _rows(handover)] if handover else [],
    )


def _rows(handover: Handover) -> list[Realised]:
    """The names of the moments stand in the order of the moments."""
    cells = Prefetch("cells", RealisedCell.objects.select_related("function"))
    return list(Realised.objects.filter(handover=handover).order_by("moment").prefetch_related(cells))


def _predicted(handover: Handover) -> PredictedSeen:
    points = tenths_of(handover.base_dose) / 10
    return PredictedSeen(points, handover.base_dose, handover.cost_p80, handover.cost_p95)


def _realised(row: Realised) -> RealisedSeen:
    return RealisedSeen(
        moment=row.moment,
        is_complete=row.is_complete,
        points=row.tenths / 10,
        dose=row.dose,
        cost=row.cost,
        credits=row.credits,
        is_bad=row.is_bad,
        bad_because=row.bad_because,
        string=row.string,
        completed_at=row.completed_at,
        cells=[_cell(cell) for cell in row.cells.all()],
    )


def _cell(cell: RealisedCell) -> CellSeen:
    return CellSeen(
        term=cell.type_code,
        function=cell.function.code,
        is_undisclosed=cell.undisclosed_id is not None,
        said_level=cell.said_level,
        was_level=cell.was_level,
        said_minutes=cell.said_minutes,
        was_minutes=cell.was_minutes,
    )
