"""What a signed deal was really like up to a moment, gathered from the answers and incidents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Function
from outcomes.dose import LivedCell, LivedDeal
from outcomes.models import CellOutcome, CheckIn, Handover, Incident, IncidentKind, Moment
from outcomes.moments import day_of, up_to
from outcomes.queries.asked_cells import AskedCell, asked_cells
from reviews.engine.reading import TermFacts
from reviews.facts import company_value

LEAST_LEVELS = {
    IncidentKind.ESCALATION: 3,
    IncidentKind.EXECUTIVE_ESCALATION: 4,
    IncidentKind.SLIP: 4,
    IncidentKind.TERMINATION: 5,
    IncidentKind.NOTICE: 5,
}
"""The least level that an incident sets (docs/outcomes.md, section 1.4)."""

Ids = tuple[int | None, int | None, int]
"""Ids of request, undisclosed term and function; one of the first two is None."""


@dataclass(frozen=True)
class Lived:
    """`outcomes`: the answer that stands for each cell answered so far. `credits`: minor units of the
    company's currency. `answered_at`: when the last of these answers came. `is_told`: has every function
    answered at this very moment? A cell that stands with an answer before is not complete."""

    asked: list[AskedCell]
    outcomes: dict[tuple[str, str], CellOutcome]
    deal: LivedDeal
    credits: int
    answered_at: dt.datetime | None
    is_told: bool

    @property
    def is_complete(self) -> bool:
        return self.is_told and len(self.outcomes) == len(self.asked)


def lived(handover: Handover, moment: str) -> Lived:
    """A cell without an answer at the moment stands with its latest answer before; see Realised."""
    asked = asked_cells(handover, moment)
    standing = standing_outcomes(handover, moment)
    found = {cell.key: standing[_ids(cell)] for cell in asked if _ids(cell) in standing}
    incidents = incidents_at(handover, moment)
    cells = _lived_cells(asked, found, incidents, handover)
    deal = LivedDeal(
        value=max(1, handover.value),
        months=handover.draft.frozen["months"],
        required=tuple(cell.key for cell in asked),
        terms={cell.term: TermFacts(n=cell.count, k=cell.type_code) for cell in asked},
        cells=tuple(cells),
        least=_least(incident for incident in incidents if not _names_cell(incident)),
    )
    credits, is_told = sum(cell.credit for cell in cells), not _waits(handover, moment, asked)
    return Lived(asked, found, deal, credits, _last_answer(found), is_told)


def _waits(handover: Handover, moment: str, asked: list[AskedCell]) -> bool:
    """Has a function that is asked still to answer at this moment, for the first time or again?"""
    functions = {cell.function.pk for cell in asked}
    own = CheckIn.objects.filter(handover=handover, moment=moment, function__in=functions)
    return own.filter(answered_at=None).exists()


def standing_outcomes(handover: Handover, moment: str) -> dict[Ids, CellOutcome]:
    """The latest answer to each cell at the moment or before it. Imported hours of which nobody has said
    yet how hard it was are no answer; a check-in that was opened again stands with what it said."""
    order = up_to(moment)
    told = {"check_in__moment__in": order, "is_imported": False}
    rows = CellOutcome.objects.filter(check_in__handover=handover, **told)
    standing: dict[Ids, CellOutcome] = {}
    for row in sorted(
        rows.select_related("check_in"), key=lambda row: order.index(Moment(row.check_in.moment))
    ):
        standing[row.request_id, row.undisclosed_id, row.check_in.function_id] = row
    return standing


def incidents_at(handover: Handover, moment: str) -> list[Incident]:
    """What had happened by the moment's day, or was told with a check-in of it or before; not struck out."""
    told = set(up_to(moment))
    day = day_of(handover, moment)
    rows = Incident.objects.filter(handover=handover, struck_at=None).select_related("check_in__function")
    return [
        row
        for row in rows.order_by("id")
        if row.happened_on <= day or (row.check_in is not None and row.check_in.moment in told)
    ]


def _lived_cells(
    asked: list[AskedCell],
    found: dict[tuple[str, str], CellOutcome],
    incidents: list[Incident],
    handover: Handover,
) -> list[LivedCell]:
    own = {key: [row for row in incidents if _is_of(row, key, asked)] for key in found}
    credits = _credits(asked, found, incidents, handover)
    return [
        LivedCell(
            term=cell.term,
            function=cell.function.code,
            category=cell.type_code,
            count=cell.count,
            level=found[cell.key].level,
            minutes=found[cell.key].minutes,
            credit=credits.get(cell.key, 0),
            least=_least(own[cell.key]),
        )
        for cell in asked
        if cell.key in found
    ]


def _ids(cell: AskedCell) -> Ids:
    return (*cell.ids, cell.function.pk)


def _names_cell(incident: Incident) -> bool:
    return incident.request_id is not None or incident.undisclosed_id is not None


def _is_of(incident: Incident, key: tuple[str, str], asked: list[AskedCell]) -> bool:
    """An undisclosed term is one cell for each of its functions; an incident of it concerns them all."""
    if not _names_cell(incident):
        return False
    return any(
        cell.key == key and cell.ids == (incident.request_id, incident.undisclosed_id) for cell in asked
    )


def _least(incidents: Iterable[Incident]) -> int:
    return max((LEAST_LEVELS.get(IncidentKind(row.kind), 0) for row in incidents), default=0)


def _credits(
    asked: list[AskedCell],
    found: dict[tuple[str, str], CellOutcome],
    incidents: list[Incident],
    handover: Handover,
) -> dict[tuple[str, str], int]:
    """Money paid, at the cell that it came from. Without one: at the first answered cell of the function
    that told it, or else of the deal."""
    content, policy = handover.draft.frozen, handover.signing.clearance.submission.policy
    paid: dict[tuple[str, str], int] = {}
    answered = [cell for cell in asked if cell.key in found]
    for row in incidents:
        if row.kind != IncidentKind.CREDIT or not answered:
            continue
        key = _cell_of(row, answered).key
        paid[key] = paid.get(key, 0) + company_value(row.amount or 0, content["currency"], policy)
    return paid


def _cell_of(incident: Incident, answered: list[AskedCell]) -> AskedCell:
    teller: Function | None = incident.check_in.function if incident.check_in else None
    named = [cell for cell in answered if cell.ids == (incident.request_id, incident.undisclosed_id)]
    told = [cell for cell in answered if cell.function == teller]
    own = [cell for cell in named if cell.function == teller]
    return (own or named or told or answered)[0]


def _last_answer(found: dict[tuple[str, str], CellOutcome]) -> dt.datetime | None:
    return max((row.check_in.answered_at for row in found.values() if row.check_in.answered_at), default=None)
