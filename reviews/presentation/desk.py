"""What lies on a reviewer's desk beside the form: the playbook's ladder and the answers of others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.models import Function, User
from contracts.models import DraftState, Rung, Term
from reviews.models import ReviewRequest
from reviews.presentation.answers import ConditionRow, MissingRow, answer_rows, condition_rows
from reviews.queries.answer_rows import AnswerRow
from reviews.queries.asks import value_text
from reviews.queries.cells import Cell, term_cells


@dataclass(frozen=True)
class Step:
    """One position of the ladder: its name, who reviews it, its summary."""

    name: str
    cost: str
    tone: str
    text: str


def ladder_of(term: Term) -> list[Step]:
    names = dict(Function.objects.values_list("code", "name"))
    return [_step(rung, term, names) for rung in term.type.rungs.all()]


def _step(rung: Rung, term: Term, names: Mapping[str, str]) -> Step:
    value = value_text(rung.value, term.type)
    is_said = not value or value in rung.summary
    text = rung.summary if is_said else f"{rung.summary} ({value})"
    name = f"{rung.label}, which covers the ask" if rung.pk == term.rung_id else rung.label
    if rung.is_pre_approved:
        return Step(name, "no review", "good", text)
    reviewers = [names.get(code, code) for code in rung.functions or term.type.functions]
    verb = "reviews" if len(reviewers) == 1 else "review"
    return Step(name, f"{_listed(reviewers)} {verb}", "caution", text)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


@dataclass(frozen=True)
class Change:
    """What the term said in the draft from which it was copied, and what it says now."""

    draft: int
    old: str
    new: str


def change_of(term: Term) -> Change | None:
    """None for a new term and for one that was copied as it was."""
    before = term.copied_from
    if before is None or before.digest == term.digest:
        return None
    return Change(before.draft.number, _said(before, term), _said(term, term))


def _said(term: Term, typed: Term) -> str:
    value = value_text(term.value, typed.type)
    return f"{value}: {term.wording}" if value else term.wording


@dataclass(frozen=True)
class OtherAnswers:
    """Answers of others about the same term, as far as the person may read them now; `conditions` are those
    of the person's own function. `has_hidden_colleague`: a colleague has answered, and is not shown yet."""

    rows: tuple[AnswerRow | MissingRow, ...]
    conditions: tuple[ConditionRow, ...]
    has_hidden_colleague: bool


def other_answers(asked: ReviewRequest, reader: User, *, has_answered: bool) -> OtherAnswers:
    """Colleagues of the same function are shown once the person has answered, other functions by
    `visible_reviews`; after the review of the draft, all of them.

    A condition that the person may accept is shown in any case: it cannot be accepted unread.
    """
    cells = next(found.cells for found in term_cells(asked.term.draft, reader) if found.term == asked.term)
    own = next(cell for cell in cells if cell.request == asked)
    colleagues = Cell(asked, tuple(review for review in own.reviews if review.reviewer_id != reader.pk))
    is_shown = has_answered or asked.term.draft.state != DraftState.IN_REVIEW
    conditions = [row for row in condition_rows(colleagues, reader) if is_shown or row.is_mine_to_accept]
    rows = answer_rows(colleagues) if colleagues.reviews and is_shown else []
    for cell in cells:
        rows += [] if cell.request == asked else answer_rows(cell)
    return OtherAnswers(
        rows=tuple(rows),
        conditions=tuple(conditions),
        has_hidden_colleague=bool(colleagues.reviews) and not is_shown,
    )
