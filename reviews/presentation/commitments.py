"""What an approval would commit the company to: each non-standard term, its promises, its work."""

from collections.abc import Iterable
from dataclasses import dataclass

from contracts.models import Term
from reviews.models import Review, Verdict
from reviews.presentation.answers import condition_state
from reviews.queries.answer_rows import effort_text
from reviews.queries.asks import ask_of
from reviews.queries.cells import TermCells


@dataclass(frozen=True)
class Promise:
    """A condition under which a function says yes."""

    function: str
    text: str
    state: str


@dataclass(frozen=True)
class Commitment:
    """`work` says, function by function, how hard it is and what it takes."""

    term: Term
    name: str
    ask: str
    wording: str
    work: tuple[str, ...]
    promises: tuple[Promise, ...]


@dataclass(frozen=True)
class FunctionVoice:
    """All that one function said about the draft, in one line."""

    function: str
    text: str


def commitments_of(terms: Iterable[TermCells]) -> list[Commitment]:
    return [_commitment(found) for found in terms if not found.term.is_standard]


def _commitment(found: TermCells) -> Commitment:
    reviews = [review for cell in found.cells for review in cell.reviews]
    return Commitment(
        term=found.term,
        name=found.term.type.name,
        ask=ask_of(found.term),
        wording=found.term.wording,
        work=tuple(_work(review) for review in reviews),
        promises=tuple(
            Promise(review.request.function.name, review.condition, condition_state(review))
            for review in reviews
            if review.condition
        ),
    )


def _work(review: Review) -> str:
    effort = effort_text(review)
    spent = f"hours {effort}" if effort != "none" else "no extra work"
    return f"{review.request.function}: level {review.level} of 5, {spent}"


def voices_of(terms: Iterable[TermCells]) -> list[FunctionVoice]:
    """The functions in the order in which they first speak."""
    said: dict[str, list[Review]] = {}
    for found in terms:
        for cell in found.cells:
            said.setdefault(cell.request.function.name, []).extend(cell.reviews)
    return [FunctionVoice(function, _summary(reviews)) for function, reviews in said.items()]


def _summary(reviews: list[Review]) -> str:
    counts = {
        verdict: sum(1 for review in reviews if review.verdict == verdict)
        for verdict in (Verdict.DELIVERABLE, Verdict.CONDITIONS, Verdict.COUNTER, Verdict.BLOCKER)
    }
    words = {
        Verdict.DELIVERABLE: "deliverable",
        Verdict.CONDITIONS: "with conditions",
        Verdict.COUNTER: "with other wording offered",
        Verdict.BLOCKER: "blocked",
    }
    parts = [f"{count} {words[verdict]}" for verdict, count in counts.items() if count]
    return ", ".join(parts) or "not answered yet"
