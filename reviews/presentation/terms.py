"""The terms of a draft as rows that open, what waits or is blocked first."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from accounts.absences import reviewing_ids
from accounts.models import User
from contracts.models import Draft, DraftState, Rung, Term
from reviews.models import CounterProposal, Review
from reviews.presentation.answers import AnswerRow, ConditionRow, MissingRow, answer_rows, condition_rows
from reviews.presentation.offers import Offer, may_answer_offers, offer_of
from reviews.presentation.score import in_points
from reviews.presentation.threads import ThreadView
from reviews.queries.asks import ask_of, value_text
from reviews.queries.cells import TermCells
from reviews.queries.clock import clock_of

URGENCY = {"failed": 0, "pending": 1, "passed": 2, "": 2, "standard": 3}


@dataclass(frozen=True)
class Said:
    """The reasons that a reviewer gave, in their own words."""

    who: str
    text: str


@dataclass(frozen=True)
class TermRow:
    """`state` is failed (blocked), pending (a review is missing), passed, standard, or empty while nobody
    has been asked."""

    term: Term
    standard: Rung
    state: str
    ask: str
    standard_value: str
    tag: str
    tag_tone: str
    points: str
    answers: tuple[AnswerRow | MissingRow, ...]
    reasons: tuple[Said, ...]
    conditions: tuple[ConditionRow, ...]
    offers: tuple[Offer, ...]
    thread: ThreadView | None
    my_request_ids: tuple[int, ...]

    @property
    def id(self) -> str:
        return f"term-{self.term.position}"

    @property
    def name(self) -> str:
        return self.term.type.name

    @property
    def points_note(self) -> str:
        return "points" if self.points else ""

    @property
    def is_open(self) -> bool:
        """Unfolded from the start where somebody has something to do."""
        open_offer = any(offer.is_waiting for offer in self.offers)
        return self.state == "failed" or open_offer or bool(self.my_request_ids)


@dataclass(frozen=True)
class ReadBy:
    """Who reads the terms, and what follows from it."""

    person: User
    may_accept_offers: bool
    may_review: bool


@dataclass(frozen=True)
class Beside:
    """What stands beside the terms, by their ids: threads, and offers on the draft before that are open."""

    threads: Mapping[int, ThreadView]
    left_open: Mapping[int, list[CounterProposal]]


def term_rows(
    terms: list[TermCells], draft: Draft, reader: ReadBy, points: Mapping[str, int], beside: Beside
) -> list[TermRow]:
    """`points` are tenths by term key; a term that is not in it shows none."""
    is_open = draft.is_current and draft.state == DraftState.IN_REVIEW
    rows = [_row(term, reader, points, beside, is_open=is_open) for term in terms]
    return sorted(rows, key=lambda row: (URGENCY[row.state], row.term.position))


def _row(
    found: TermCells, reader: ReadBy, points: Mapping[str, int], beside: Beside, *, is_open: bool
) -> TermRow:
    term = found.term
    reviews = [review for cell in found.cells for review in cell.reviews]
    tag, tone = _tag(found, is_open=is_open)
    scored = None if found.is_hidden or term.is_standard else points.get(term.key)
    return TermRow(
        term=term,
        standard=found.standard,
        state=_state(found),
        ask=ask_of(term),
        standard_value=value_text(found.standard.value, term.type),
        tag=tag,
        tag_tone=tone,
        points="" if scored is None else in_points(scored),
        answers=tuple(row for cell in found.cells for row in answer_rows(cell)),
        reasons=tuple(_reasons(reviews)),
        conditions=tuple(row for cell in found.cells for row in condition_rows(cell, reader.person)),
        offers=tuple(_offers(found, reviews, reader, beside)),
        thread=beside.threads.get(term.pk),
        my_request_ids=_mine(found, reader) if is_open else (),
    )


def _state(found: TermCells) -> str:
    if found.term.is_standard:
        return "standard"
    if not found.cells:
        return ""
    if any(review.is_blocker for cell in found.cells for review in cell.reviews):
        return "failed"
    return "pending" if any(cell.request.is_open for cell in found.cells) else "passed"


def _tag(found: TermCells, *, is_open: bool) -> tuple[str, str]:
    """The one thing to know before the row is opened, with its tone."""
    for cell in found.cells:
        if any(review.is_blocker for review in cell.reviews):
            return f"Blocked by {cell.request.function}", "bad"
    if any(cell.request.is_open for cell in found.cells) and is_open:
        first = min((c.request for c in found.cells if c.request.is_open), key=lambda r: r.due_at)
        clock = clock_of(first, timezone.now())
        return f"{first.function}: {clock.text[0].lower()}{clock.text[1:]}", clock.tone or "neutral"
    if not found.cells and found.term.functions:
        return f"Asks {', '.join(found.term.functions)}", "neutral"
    return _news(found.term)


def _news(term: Term) -> tuple[str, str]:
    if term.copied_from is None:
        return (f"New in draft {term.draft.number}", "accent") if term.draft.copied_from_id else ("", "")
    changed = term.copied_from.digest != term.digest
    return (f"Changed in draft {term.draft.number}", "accent") if changed else ("", "")


def _reasons(reviews: list[Review]) -> list[Said]:
    """An offer carries its reasons itself."""
    return [
        Said(f"{review.reviewer}, {review.request.function}", review.reasons)
        for review in reviews
        if review.reasons and getattr(review, "counter", None) is None
    ]


def _offers(found: TermCells, reviews: list[Review], reader: ReadBy, beside: Beside) -> list[Offer]:
    made = [counter for review in reviews if (counter := getattr(review, "counter", None)) is not None]
    made += beside.left_open.get(found.term.pk, [])
    is_mine = reader.may_accept_offers and may_answer_offers(found.term.draft)
    return [offer_of(counter, is_mine_to_answer=is_mine) for counter in made]


def _mine(found: TermCells, reader: ReadBy) -> tuple[int, ...]:
    if not reader.may_review:
        return ()
    functions = reviewing_ids(reader.person)
    return tuple(
        cell.request.pk
        for cell in found.cells
        if cell.request.is_open and cell.request.function_id in functions
    )
