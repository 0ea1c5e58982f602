"""Say what a signed deal was really like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity.record import record
from contracts.locks import lock_deal
from contracts.models import Deal
from dealdesk.kit.refusals import Refused
from dealdesk.kit.spans import day_in_words
from outcomes.actions.incident_rows import IncidentAsked, add_incidents
from outcomes.actions.realising import realise_since
from outcomes.models import CellOutcome, CheckIn, UndisclosedTerm
from outcomes.moments import opens_on, shown_moment
from outcomes.policy_check_ins import may_answer, must_stand
from outcomes.queries.asked_cells import AskedCell, cells_of
from outcomes.queries.told import answers_token, told
from outcomes.uneventful import uneventful_answers
from reviews.engine.limits import MOST_MINUTES
from reviews.models import ReviewRequest

TOO_MUCH_WORK = "This is more work than can be reckoned with. Check the unit."


@dataclass(frozen=True, kw_only=True)
class CellAnswer:
    """How hard one cell turned out, level 1-5, the minutes spent up to now and those still to come until
    the contract's end. Either `request` or `undisclosed` names the cell."""

    request: ReviewRequest | None = None
    undisclosed: UndisclosedTerm | None = None
    level: int
    spent_minutes: int = 0
    remaining_minutes: int = 0
    condition_kept: bool | None = None
    note: str = ""

    @property
    def ids(self) -> tuple[int | None, int | None]:
        return (
            self.request.pk if self.request else None,
            self.undisclosed.pk if self.undisclosed else None,
        )


def check_cell(answer: CellAnswer) -> dict[str, str]:
    """What is wrong with an answer, by field, each a sentence that says what to do; empty if sound."""
    wrong: dict[str, str] = {}
    if not 1 <= answer.level <= 5:
        wrong["level"] = "Choose how hard it turned out, from 1 to 5."
    if answer.spent_minutes < 0:
        wrong["spent"] = "Hours spent cannot be less than nothing."
    if answer.remaining_minutes < 0:
        wrong["remaining"] = "Hours to come cannot be less than nothing."
    if answer.spent_minutes + answer.remaining_minutes > MOST_MINUTES:
        wrong["spent"] = TOO_MUCH_WORK
    return wrong


@transaction.atomic
def answer_check_in(
    check_in: CheckIn,
    answers: Sequence[CellAnswer],
    *,
    by: User,
    incidents: Sequence[IncidentAsked] = (),
    seen: str | None = None,
) -> CheckIn:
    """Answer all cells of a check-in at once, or correct what was answered; then the realised dose follows.
    `seen` is the token of the answers that the person was shown (outcomes/queries/told.py).

    Raises Forbidden for others than the function's own people and for authors of the deal, Refused for an
    unsound or incomplete answer, before the check-in opens, for a contract that was voided, and when the
    answers are no longer those that were seen.
    """
    locked = _locked(check_in, by, seen)
    return _answer(locked, answers, by=by, incidents=incidents, is_uneventful=False)


@transaction.atomic
def nothing_happened(check_in: CheckIn, *, by: User, seen: str | None = None) -> CheckIn:
    """The one click “Nothing happened”, which counts as an answer; outcomes/uneventful.py says what each
    cell is taken to be. Raises as `answer_check_in` does."""
    locked = _locked(check_in, by, seen)
    answers = [
        CellAnswer(
            request=row.cell.request,
            undisclosed=row.cell.undisclosed,
            level=row.level,
            spent_minutes=row.spent_minutes,
            remaining_minutes=row.remaining_minutes,
            condition_kept=row.condition_kept,
            note=row.note,
        )
        for row in uneventful_answers(locked.check_in.handover, locked.check_in)
    ]
    return _answer(locked, answers, by=by, incidents=(), is_uneventful=True)


@dataclass(frozen=True)
class _Locked:
    """A check-in as it is now, with its deal locked, and for whom it is answered."""

    check_in: CheckIn
    deal: Deal
    principal: User | None


def _locked(check_in: CheckIn, by: User, seen: str | None) -> _Locked:
    principal = may_answer(check_in, by=by)
    deal = lock_deal(check_in.handover.deal_id)
    check_in = CheckIn.objects.select_related(
        "handover__draft",
        "handover__renewal",
        "handover__signing__clearance__score",
        "handover__signing__clearance__submission__policy",
        "function",
    ).get(pk=check_in.pk)
    must_stand(check_in.handover)
    must_be_open(check_in)
    if seen is not None and seen != answers_token(check_in):
        raise Refused("The answers have changed since you opened this page. Reload it to see them.")
    return _Locked(check_in, deal, principal)


def _answer(
    locked: _Locked,
    answers: Sequence[CellAnswer],
    *,
    by: User,
    incidents: Sequence[IncidentAsked],
    is_uneventful: bool,
) -> CheckIn:
    check_in, principal = locked.check_in, locked.principal
    cells = cells_of(check_in)
    _must_be_sound(answers, cells)
    before = told(check_in)
    for answer in answers:
        _write(check_in, answer)
    is_first = check_in.answered_at is None
    if is_first:
        check_in.answered_at, check_in.answered_by = timezone.now(), by
    check_in.is_uneventful = is_uneventful
    check_in.save(update_fields=["answered_at", "answered_by", "is_uneventful"])
    add_incidents(check_in.handover, incidents, by=by, check_in=check_in)
    realise_since(check_in.handover, check_in.moment)
    record(
        "check_in.answered" if is_first else "check_in.corrected",
        chain=locked.deal.chain,
        by=by,
        keys={"draft": check_in.handover.draft_id, "handover": check_in.handover_id, "check_in": check_in.pk},
        function=check_in.function.name,
        moment=check_in.moment,
        moment_shown=shown_moment(check_in.moment),
        is_uneventful=is_uneventful,
        before=before,
        after=told(check_in),
        on_behalf_of=principal.name if principal else "",
    )
    return check_in


def must_be_open(check_in: CheckIn) -> None:
    """Raise Refused before the first day on which it can be answered."""
    opens = opens_on(check_in)
    if timezone.localdate() < opens:
        raise Refused(f"It is too early to tell. This check-in opens on {day_in_words(opens)}.")


def _must_be_sound(answers: Sequence[CellAnswer], cells: list[AskedCell]) -> None:
    given, asked = [answer.ids for answer in answers], {cell.ids: cell.name for cell in cells}
    if len(given) != len(set(given)):
        raise Refused("Answer each term once.")
    if not set(given) <= asked.keys():
        raise Refused("This check-in does not ask about one of these terms. Reload the page.")
    missing = [name for ids, name in asked.items() if ids not in given]
    if missing:
        raise Refused(f"Answer every term. Still to answer: {', '.join(missing)}.")
    for answer in answers:
        wrong = check_cell(answer)
        if wrong:
            raise Refused(f"{asked[answer.ids]}: {' '.join(wrong.values())}")


def _write(check_in: CheckIn, answer: CellAnswer) -> None:
    CellOutcome.objects.update_or_create(
        check_in=check_in,
        request=answer.request,
        undisclosed=answer.undisclosed,
        defaults={
            "level": answer.level,
            "spent_minutes": answer.spent_minutes,
            "remaining_minutes": answer.remaining_minutes,
            "condition_kept": answer.condition_kept,
            "note": answer.note.strip(),
            "is_imported": False,
        },
    )
