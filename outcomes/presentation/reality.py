"""Said against real, of one signed deal: the box on its page and the page behind it."""

from collections import defaultdict
from dataclasses import dataclass

from accounts.models import Function
from outcomes.models import Handover, Realised, RealisedCell
from outcomes.queries.realised import realised_of
from outcomes.said import said_ledger
from reviews.engine.anchors import LEVEL_WORDS
from reviews.engine.explain import points_without_load
from reviews.engine.scoring import CellDose, tenths_of

BAD_WORDS = {
    "score": "its realised score is 70 or more",
    "termination": "it was terminated",
    "churn": "it was not renewed",
    "cost": "it cost more than the predicted P95",
}


@dataclass(frozen=True)
class MomentRow:
    """`cost` in minor units of the company's currency; `within` the predicted P80, None when nothing was
    predicted or functions are missing; `bad` says why the outcome counts as bad, empty otherwise."""

    realised: Realised
    label: str
    said_tenths: int
    within: bool | None
    bad: str


@dataclass(frozen=True)
class FunctionRow:
    """Points of the score in tenths, and minutes, of one function at the latest moment."""

    function: Function
    said_tenths: int
    was_tenths: int
    said_minutes: int
    was_minutes: int


@dataclass(frozen=True)
class CellRow:
    """`name` of the term, `said_word` empty for what was never disclosed."""

    cell: RealisedCell
    name: str
    said_word: str
    was_word: str


@dataclass(frozen=True)
class Reality:
    handover: Handover
    moments: list[MomentRow]
    functions: list[FunctionRow]

    @property
    def latest(self) -> MomentRow | None:
        return self.moments[-1] if self.moments else None


def reality_of(handover: Handover) -> Reality:
    rows = realised_of(handover)
    functions = _by_function(handover, rows[-1]) if rows else []
    return Reality(handover, [_moment(handover, row) for row in rows], functions)


def cell_rows(realised: Realised) -> list[CellRow]:
    """The ledger of one moment, hardest first."""
    cells = realised.cells.select_related("function", "request__term__type", "undisclosed__type")
    return [
        CellRow(
            cell=cell,
            name=_name(cell),
            said_word=LEVEL_WORDS.get(cell.said_level, ""),
            was_word=LEVEL_WORDS[cell.was_level],
        )
        for cell in cells.order_by("-was_dose", "id")
    ]


def _name(cell: RealisedCell) -> str:
    return cell.promise.type.name


def _moment(handover: Handover, row: Realised) -> MomentRow:
    is_known = handover.is_scored and row.is_complete
    return MomentRow(
        realised=row,
        label=row.get_moment_display(),
        said_tenths=tenths_of(handover.base_dose),
        within=row.cost <= handover.cost_p80 if is_known else None,
        bad=" and ".join(BAD_WORDS[code] for code in row.bad_because),
    )


def _by_function(handover: Handover, row: Realised) -> list[FunctionRow]:
    """Points are shared out as in the explanation of the score (docs/scoring.md, section 7), so that both
    columns add up to their scores and agree with the score's own card."""
    cells: dict[int, list[RealisedCell]] = defaultdict(list)
    for cell in row.cells.all():
        cells[cell.function_id].append(cell)
    score = handover.signing.clearance.score
    said = points_without_load(said_ledger(score)) if score and handover.is_scored else {}
    was = points_without_load(_lived_ledger(row))
    rows = [
        FunctionRow(
            function=own[0].function,
            said_tenths=said.get(own[0].function.code, 0),
            was_tenths=was.get(own[0].function.code, 0),
            said_minutes=sum(cell.said_minutes for cell in own),
            was_minutes=sum(cell.was_minutes for cell in own),
        )
        for own in cells.values()
    ]
    return sorted(rows, key=lambda row: (-row.was_tenths, row.function.code))


def _lived_ledger(row: Realised) -> list[CellDose]:
    """The doses of what was answered, as `said_ledger` has those of the score."""
    terms = row.inputs["terms"]
    return [
        CellDose(
            term=cell.promise.key,
            function=cell.function.code,
            count=terms.get(cell.promise.key, {}).get("n", 1),
            severity=cell.was_severity,
            effort=cell.was_effort,
        )
        for cell in row.cells.all()
    ]
