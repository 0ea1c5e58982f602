"""A check-in's cells as the page shows them: what was said beside what is asked."""

from dataclasses import dataclass, field
from typing import Any

from django.forms import BoundField
from django.utils import timezone

from outcomes.forms.check_in import CheckInForm, Ids
from outcomes.models import CellOutcome, CheckIn
from outcomes.moments import opens_on
from outcomes.presentation.incidents import shown_incidents
from outcomes.queries.asked_cells import AskedCell, cells_of
from outcomes.queries.check_ins import answered_cells
from outcomes.queries.lived import standing_outcomes
from outcomes.queries.told import answers_token
from outcomes.said import said_cells
from outcomes.standing_hours import StandingHours, standing_hours
from reviews.engine.anchors import LEVEL_WORDS
from reviews.facts import engine_policy
from reviews.forms.choices import anchors_of
from reviews.models import Review
from reviews.queries.answers import standing_reviews


@dataclass(frozen=True)
class SaidThen:
    """What the function said of one cell before the signature; `level` 0 where it said nothing."""

    level: int = 0
    minutes: int = 0
    conditions: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)

    @property
    def word(self) -> str:
        return LEVEL_WORDS.get(self.level, "")


@dataclass(frozen=True)
class CellBox:
    cell: AskedCell
    said: SaidThen
    answer: CellOutcome | None
    level: BoundField | None = None
    spent: BoundField | None = None
    remaining: BoundField | None = None
    kept: BoundField | None = None
    note: BoundField | None = None

    @property
    def was_word(self) -> str:
        return LEVEL_WORDS.get(self.answer.level, "") if self.answer else ""


def check_in_page(check_in: CheckIn, *, data: Any = None, why_not: str = "") -> dict[str, Any]:
    """What the template reads. With `why_not`, the reason why this person may not answer, or before it opens,
    there is no form. `seen` stays what the page first showed, until it is read anew."""
    cells = cells_of(check_in)
    said, answers = said_then(check_in, cells), answered_cells(check_in)
    opens, told = opens_on(check_in), {ids: row for ids, row in answers.items() if not row.is_imported}
    form = None
    if not why_not and opens <= timezone.localdate():
        conditions = {term: then.conditions for term, then in said.items()}
        standing = _standing(check_in, cells, said, answers)
        form = CheckInForm(
            data, check_in=check_in, cells=cells, earlier=answers, standing=standing, conditions=conditions
        )
    return {
        "check_in": check_in,
        "deal": check_in.handover.deal,
        "form": form,
        "boxes": cell_boxes(cells, said, told, form),
        "has_imported": len(told) < len(answers),
        "seen": answers_token(check_in) if data is None else data.get("seen", ""),
        "anchors": anchors_of(check_in.function.code),
        "why_not": why_not,
        "opens_on": opens,
        "incidents": shown_incidents(check_in.handover, check_in=check_in),
    }


def _standing(
    check_in: CheckIn, cells: list[AskedCell], said: dict[str, SaidThen], own: dict[Ids, CellOutcome]
) -> dict[Ids, StandingHours]:
    last = standing_outcomes(check_in.handover, check_in.moment)
    return {
        cell.ids: standing_hours(
            own.get(cell.ids), last.get((*cell.ids, check_in.function_id)), said[cell.term].minutes
        )
        for cell in cells
    }


def said_then(check_in: CheckIn, cells: list[AskedCell]) -> dict[str, SaidThen]:
    """By term. Four queries, however many cells."""
    handover = check_in.handover
    policy = engine_policy(handover.signing.clearance.submission.policy)
    said = said_cells(handover.signing.clearance.score, policy)
    reviews = list(standing_reviews(handover.draft).filter(request__function=check_in.function_id))
    return {
        cell.term: SaidThen(
            level=said.get(cell.key, {}).get("said_level", 0),
            minutes=said.get(cell.key, {}).get("said_minutes", 0),
            conditions=[review.condition for review in _of(cell, reviews) if review.condition],
            people=[review.reviewer.name for review in _of(cell, reviews)],
        )
        for cell in cells
    }


def _of(cell: AskedCell, reviews: list[Review]) -> list[Review]:
    return [review for review in reviews if cell.request and review.request_id == cell.request.pk]


def cell_boxes(
    cells: list[AskedCell],
    said: dict[str, SaidThen],
    answers: dict[Ids, CellOutcome],
    form: CheckInForm | None,
) -> list[CellBox]:
    """Without a form the boxes are to read only."""
    return [
        CellBox(
            cell=cell,
            said=said[cell.term],
            answer=answers.get(cell.ids),
            **({} if form is None else _fields(form, cell)),
        )
        for cell in cells
    ]


def _fields(form: CheckInForm, cell: AskedCell) -> dict[str, BoundField]:
    names = ("level", "spent", "remaining", "kept", "note")
    return {name: form[f"{cell.term}-{name}"] for name in names if f"{cell.term}-{name}" in form.fields}
