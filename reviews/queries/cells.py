"""The terms of a draft with what each function was asked and answered, as one reader may see it."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch

from accounts.models import User
from contracts.models import Draft, Rung, Term
from reviews.models import Review, ReviewRequest
from reviews.queries.pace import escalated
from reviews.queries.visibility import visible_reviews


@dataclass(frozen=True)
class Cell:
    """One function asked about one term. `reviews` are the standing answers that the reader may see."""

    request: ReviewRequest
    reviews: tuple[Review, ...]

    @property
    def is_hidden(self) -> bool:
        """Answered, but not for the reader's eyes until their own answer is in."""
        return not self.request.is_open and not self.reviews


@dataclass(frozen=True)
class TermCells:
    """A term, the positions of its type that nobody reviews, and its cells in the order of the functions."""

    term: Term
    positions: tuple[Rung, ...]
    cells: tuple[Cell, ...]

    @property
    def standard(self) -> Rung:
        return self.positions[0]

    @property
    def fallback(self) -> Rung:
        """The last pre-approved position: the most that the customer gets without a review."""
        return self.positions[-1]

    @property
    def is_hidden(self) -> bool:
        return any(cell.is_hidden for cell in self.cells)


def term_cells(draft: Draft, reader: User) -> list[TermCells]:
    """Every term of the draft in order, in a number of queries that does not grow with them."""
    positions = Rung.objects.filter(is_pre_approved=True).order_by("position")
    standards = Prefetch("type__rungs", positions, to_attr="positions")
    terms = (
        draft.terms.select_related("type", "rung", "copied_from")
        .prefetch_related(standards)
        .order_by("position")
    )
    cells = _cells_by_term(draft, reader)
    return [
        TermCells(term, tuple(term.type.positions), tuple(cells[term.pk]))  # type: ignore[attr-defined]
        for term in terms
    ]


def _cells_by_term(draft: Draft, reader: User) -> dict[int, list[Cell]]:
    answers: dict[int, list[Review]] = defaultdict(list)
    for review in seen_reviews(draft, reader):
        answers[review.request_id].append(review)
    requests = ReviewRequest.objects.filter(term__draft=draft).annotate(is_above=escalated("request"))
    requests = requests.select_related("function__lead", "term__type", "assigned_to")
    cells: dict[int, list[Cell]] = defaultdict(list)
    for request in requests.prefetch_related("function__holidays").order_by("function_id"):
        cells[request.term_id].append(Cell(request, tuple(answers[request.pk])))
    return cells


def seen_reviews(draft: Draft, reader: User) -> list[Review]:
    """The standing answers that the reader may see, with all that a page shows of them."""
    found = visible_reviews(draft, reader).select_related(
        "request__term__type",
        "request__function",
        "reviewer",
        "on_behalf_of",
        "condition_accepted_by",
        "counter__accepted_by",
        "counter__declined_by",
        "counter__rung",
        "carried_from__request__term__draft",
    )
    return list(found)
