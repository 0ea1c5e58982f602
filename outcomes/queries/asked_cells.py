"""What the functions are asked about after the signature: their cells, and the terms found since."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Function
from outcomes.models import CheckIn, Handover, UndisclosedTerm
from outcomes.moments import belongs_to
from reviews.models import ReviewRequest


@dataclass(frozen=True)
class AskedCell:
    """One function's part of a term. Either `request` or `undisclosed` is set; `term` is the term's name in
    the inputs of a score, `count` its number of obligations."""

    term: str
    function: Function
    type_code: str
    name: str
    wording: str
    count: int
    request: ReviewRequest | None = None
    undisclosed: UndisclosedTerm | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.term, self.function.code

    @property
    def ids(self) -> tuple[int | None, int | None]:
        """Ids of request and undisclosed term; one of them is None."""
        return (
            self.request.pk if self.request else None,
            self.undisclosed.pk if self.undisclosed else None,
        )


def asked_cells(handover: Handover, moment: str) -> list[AskedCell]:
    """All cells that count at a moment, in the order of the contract, undisclosed terms last."""
    return asked_cells_of([handover], moment)[handover.pk]


def asked_cells_of(handovers: Iterable[Handover], moment: str) -> dict[int, list[AskedCell]]:
    """The same for many contracts, by id; three queries at most, however many there are."""
    listed = {handover.pk: handover for handover in handovers}
    by_draft = {handover.draft_id: handover.pk for handover in listed.values()}
    found: dict[int, list[AskedCell]] = {pk: [] for pk in listed}
    requests = ReviewRequest.objects.filter(term__draft__in=by_draft)
    for request in requests.select_related("term__type", "function").order_by(
        "term__position", "function__code"
    ):
        found[by_draft[request.term.draft_id]].append(_of_request(request))
    terms = list(UndisclosedTerm.objects.filter(handover__in=listed).select_related("type"))
    functions = Function.objects.in_bulk(field_name="code") if terms else {}
    for term in terms:
        if belongs_to(term, listed[term.handover_id], moment):
            cells = [_of_undisclosed(term, functions[code]) for code in sorted(term.functions)]
            found[term.handover_id] += cells
    return found


def cells_of(check_in: CheckIn) -> list[AskedCell]:
    """What one check-in asks of its function."""
    every = asked_cells(check_in.handover, check_in.moment)
    return [cell for cell in every if cell.function.pk == check_in.function_id]


def _of_request(request: ReviewRequest) -> AskedCell:
    term = request.term
    return AskedCell(
        term=term.key,
        function=request.function,
        type_code=term.type.code,
        name=term.type.name,
        wording=term.wording,
        count=term.obligation_count,
        request=request,
    )


def _of_undisclosed(term: UndisclosedTerm, function: Function) -> AskedCell:
    return AskedCell(
        term=term.key,
        function=function,
        type_code=term.type.code,
        name=term.type.name,
        wording=term.wording,
        count=term.obligation_count,
        undisclosed=term,
    )
