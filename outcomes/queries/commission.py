"""What the suggestion about a commission is computed from: doses said and lived, without what the rep did
not cause (docs/outcomes.md, section 4.7)."""

from dataclasses import dataclass
from datetime import date, timedelta

from activity.models import Event
from contracts.models import Draft
from outcomes.dose import shares
from outcomes.models import Handover, Moment, Realised, RealisedCell
from outcomes.said import said_answers, said_ledger
from outcomes.scales import CHECK_IN_DAYS
from reviews.engine.cell import Key
from reviews.models import BrokenGlass, Score

STAFFED_DAYS = 30
"""Days after signing from which a promise that goes to somebody else was staffed late."""


@dataclass(frozen=True)
class Left:
    """What is left out: cells with a blocker that executives overrode, and cells that were staffed late."""

    overridden: frozenset[Key]
    late: frozenset[Key]

    @property
    def cells(self) -> frozenset[Key]:
        return self.overridden | self.late


@dataclass(frozen=True)
class Lived:
    """One of the three moments; `dose` is None until all functions have answered."""

    moment: Moment
    on: date
    dose: int | None


@dataclass(frozen=True)
class Basis:
    """Micro-doses without capacity and without `left`; `whole` and `capacity` say what was taken out.

    `is_complete`: every review is in. `is_blocked`: a blocker stands that nobody overrode. `lived` is empty
    before signing.
    """

    predicted: int
    whole: int
    capacity: int
    left: Left
    is_complete: bool
    is_blocked: bool
    is_signed: bool
    lived: tuple[Lived, ...]


def basis_before(draft: Draft) -> Basis | None:
    """By the latest score of a draft that is not signed; None without one."""
    score = Score.objects.filter(submission__draft=draft, is_latest=True).first()
    if score is None:
        return None
    return _basis(score, Left(_overridden(score, draft.pk), frozenset()), is_signed=False)


def basis_after(handover: Handover) -> Basis | None:
    """By the score at signature and what the functions have said since; None for what was never scored."""
    score = handover.signing.clearance.score
    if score is None:
        return None
    left = Left(_overridden(score, handover.draft_id), _staffed_late(handover))
    return _basis(score, left, is_signed=True, lived=_lived(handover, left))


def _basis(score: Score, left: Left, *, is_signed: bool, lived: tuple[Lived, ...] = ()) -> Basis:
    parts, whole = shares(said_ledger(score)), score.result["dose"] - score.result["K"]
    return Basis(
        predicted=whole - sum(parts.get(key, 0) for key in left.cells),
        whole=whole,
        capacity=score.result["K"],
        left=left,
        is_complete=score.is_complete,
        is_blocked=any(cell.blocker and cell.key not in left.cells for cell in said_answers(score)),
        is_signed=is_signed,
        lived=lived,
    )


def _overridden(score: Score, draft_id: int) -> frozenset[Key]:
    """Cells with a blocker, once two executives have broken the glass."""
    blocked = frozenset(cell.key for cell in said_answers(score) if cell.blocker)
    broken = BrokenGlass.objects.filter(submission__draft=draft_id, confirmed_at__isnull=False)
    return blocked if blocked and broken.exists() else frozenset()


def _staffed_late(handover: Handover) -> frozenset[Key]:
    """Cells whose promise went to another person more than STAFFED_DAYS after signing."""
    handed = Event.objects.filter(chain=handover.deal.chain, verb="obligation.handed_over")
    after = handover.signed_on + timedelta(days=STAFFED_DAYS)
    late = {row["obligation"] for row in handed.filter(at__date__gt=after).values_list("facts", flat=True)}
    promises = handover.obligations.filter(pk__in=late, function__isnull=False, term__isnull=False)
    return frozenset(
        (promise.term.key, promise.function.code)
        for promise in promises.select_related("term", "function")
        if promise.term is not None and promise.function is not None
    )


def _lived(handover: Handover, left: Left) -> tuple[Lived, ...]:
    rows = {row.moment: row for row in Realised.objects.filter(handover=handover, is_complete=True)}
    taken = _taken_out(handover, left) if left.cells else {}
    found, newest = [], None
    for moment, days in CHECK_IN_DAYS.items():
        on = handover.signed_on + timedelta(days=days)
        row = rows.get(moment)
        newest = row or newest
        if row is None and on > handover.ends_on:
            row = newest  # nobody is asked again after the contract's end
        found.append(Lived(moment, on, None if row is None else row.dose - taken.get(row.pk, 0)))
    return tuple(found)


def _taken_out(handover: Handover, left: Left) -> dict[int, int]:
    """Doses of the cells left out, by realised row."""
    cells = RealisedCell.objects.filter(realised__handover=handover, request__isnull=False)
    taken: dict[int, int] = {}
    for cell in cells.select_related("request__term", "function"):
        if cell.request is not None and (cell.request.term.key, cell.function.code) in left.cells:
            taken[cell.realised_id] = taken.get(cell.realised_id, 0) + cell.was_dose
    return taken
