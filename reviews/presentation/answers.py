"""A term's cells as rows of the page: answers, what is still missing, and conditions."""

from dataclasses import dataclass, replace

from django.utils import timezone

from accounts.models import User
from accounts.permissions import may
from dealdesk.kit.spans import in_short
from reviews.models import Review, ReviewRequest, Verdict
from reviews.queries.answer_rows import AnswerRow, answer_row
from reviews.queries.cells import Cell
from reviews.queries.clock import clock_of


@dataclass(frozen=True)
class MissingRow:
    """An answer that is not given yet, or not yet for this reader to see."""

    function_code: str
    function: str
    person: str
    text: str
    due: str = ""
    is_missing: bool = True


@dataclass(frozen=True)
class ConditionRow:
    """A condition that a function states; `is_mine_to_accept` for a second member of it."""

    review: Review
    function: str
    text: str
    state: str
    is_mine_to_accept: bool


def answer_rows(cell: Cell) -> list[AnswerRow | MissingRow]:
    if cell.reviews:
        return [replace(answer_row(review), note=_since(review)) for review in cell.reviews]
    function = cell.request.function
    if cell.is_hidden:
        text = "Has answered. You see it once your own review is in."
        return [MissingRow(function.code, function.name, "", text)]
    return [_missing(cell.request)]


def _missing(request: ReviewRequest) -> MissingRow:
    function, clock = request.function, clock_of(request, timezone.now())
    lead = function.lead.name if function.lead else ""
    return MissingRow(function.code, function.name, lead, _waits(request), clock.text)


def _waits(request: ReviewRequest) -> str:
    """Who has taken it, and what became of its clock."""
    said = ["Not reviewed yet."]
    if request.assigned_to is not None:
        said.append(f"{request.assigned_to} has taken it.")
    if request.paused_at is not None:
        said.append("The clock stands.")
    if request.is_above:  # type: ignore[attr-defined]
        said.append("Escalated.")
    return " ".join(said)


def _since(review: Review) -> str:
    if review.carried_from is not None:
        return f"kept from draft {review.carried_from.request.term.draft.number}"
    return in_short(timezone.localtime(review.answered_at), timezone.localtime())


def condition_rows(cell: Cell, reader: User) -> list[ConditionRow]:
    return [_condition(review, reader) for review in cell.reviews if review.verdict == Verdict.CONDITIONS]


def _condition(review: Review, reader: User) -> ConditionRow:
    is_open = review.residual_level is not None and review.condition_accepted_at is None
    is_mine = (
        is_open
        and may(reader, "condition.accept")
        and review.reviewer_id != reader.pk
        and review.request.function_id in reader.function_ids
    )
    return ConditionRow(
        review, review.request.function.name, review.condition, condition_state(review), is_mine
    )


def condition_state(review: Review) -> str:
    """Whether the level with the condition counts already; empty when no such level was given."""
    if review.residual_level is None:
        return ""
    if review.condition_accepted_by is not None:
        return f"Accepted by {review.condition_accepted_by.name}: level {review.residual_level} counts."
    return f"Level {review.residual_level} counts once a second member of {review.request.function} accepts."
