"""Keep an obligation, or say why it is not to be kept."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from contracts.models import DraftState
from dealdesk.kit.refusals import Refused
from dealdesk.kit.spans import day_in_words
from outcomes.actions.promise_rows import (
    locked_obligation,
    must_allow,
    must_be_due,
    must_have_begun,
    sound,
    tell,
)
from outcomes.models import Fulfilment, Incident, Obligation, ObligationState, Recurrence
from outcomes.policy import may_close, may_waive
from outcomes.scales import next_month_of
from outcomes.workflow import OBLIGATION_MOVES
from reviews.actions import meet_condition


@transaction.atomic
def finish_obligation(
    obligation: Obligation, *, words: str, by: User, seen_due_on: date | None = None
) -> Obligation:
    """Say that it is done: for good, or a monthly one for the month that is due. `words` may be empty, unless
    it is a condition, which is met by them. `seen_due_on` is the day that the person was shown.

    Raises Forbidden for others than its owner, its function and the deal desk, IllegalMove when it is closed
    already, Refused when the contract was voided, another day is due by now, or its month has not begun.
    """
    obligation = locked_obligation(obligation)
    may_close(obligation, by=by)
    said = sound(words)
    must_allow(obligation, "finish")
    must_be_due(obligation, seen_due_on)
    must_have_begun(obligation)
    if obligation.source is not None and obligation.source.met_at is None:
        meet_condition(obligation.source, evidence=said, by=by)
    _keep(obligation, said, by)
    return obligation


@transaction.atomic
def close_met(condition_id: int) -> None:
    """Close the obligation of a condition that was met; safe to call twice, and for one that has none."""
    found = Obligation.objects.filter(source=condition_id, handover__draft__state=DraftState.SIGNED).first()
    if found is None:
        return
    obligation = locked_obligation(found)
    condition = obligation.source
    if not obligation.is_open or condition is None or condition.met_by is None:
        return
    _keep(obligation, condition.evidence, condition.met_by)


@transaction.atomic
def waive_obligation(
    obligation: Obligation,
    *,
    reason: str,
    by: User,
    is_month: bool = False,
    seen_due_on: date | None = None,
) -> Obligation:
    """Say why it is not to be kept; with `is_month`, why a monthly one is not for the month that is due.

    Raises Forbidden for others than the lead of its function and the deal desk, Refused without a reason,
    and for a month that has not begun.
    """
    obligation = locked_obligation(obligation)
    may_waive(obligation, by=by)
    why = sound(reason)
    if not why:
        raise Refused("Write why this is not to be kept.")
    must_allow(obligation, "waive")
    must_be_due(obligation, seen_due_on)
    if is_month:
        must_have_begun(obligation)
    following = _following(obligation) if is_month else None
    if is_month and obligation.recurrence == Recurrence.MONTHLY:
        _note_month(obligation, why, by, is_waived=True)
    if following is not None:
        _move_on(obligation, following, by, "obligation.month_waived", reason=why)
    else:
        _close(obligation, "waive", why, by)
        tell(obligation, "obligation.waived", by, reason=why)
    return obligation


def waive_ended(obligations: QuerySet[Obligation], termination: Incident, *, by: User) -> list[int]:
    """Waive those that are open, as nothing of a terminated contract is to be kept any more; returns their
    ids. `by` told of it. The caller holds the deal's lock."""
    why = f"The contract was terminated on {day_in_words(termination.happened_on)}."
    found = list(obligations.filter(state=ObligationState.OPEN).select_related("handover__deal", "function"))
    for obligation in found:
        _close(obligation, "waive", why, by, termination)
        tell(obligation, "obligation.waived", by, reason=why, is_ended=True)
    return [obligation.pk for obligation in found]


def _keep(obligation: Obligation, words: str, by: User) -> None:
    if obligation.recurrence == Recurrence.MONTHLY:
        _note_month(obligation, words, by)
    following = _following(obligation)
    if following is not None:
        _move_on(obligation, following, by, "obligation.kept", words=words)
        return
    _close(obligation, "finish", words, by)
    tell(obligation, "obligation.finished", by, words=words)


def _following(obligation: Obligation) -> date | None:
    """The day after this one on which a monthly obligation is due; None for the last, and for any other."""
    if obligation.recurrence != Recurrence.MONTHLY:
        return None
    day = next_month_of(obligation.due_on, since=obligation.handover.signed_on)
    return day if obligation.ends_on is None or day <= obligation.ends_on else None


def _note_month(obligation: Obligation, words: str, by: User, *, is_waived: bool = False) -> None:
    """A month that was opened again has its row already: it says from now on what is said now."""
    said = {"is_waived": is_waived, "words": words, "by": by, "at": timezone.now()}
    Fulfilment.objects.update_or_create(obligation=obligation, due_on=obligation.due_on, defaults=said)


def _move_on(obligation: Obligation, day: date, by: User, verb: str, **said: str) -> None:
    month, obligation.due_on = obligation.due_on, day
    obligation.save(update_fields=["due_on"])
    tell(obligation, verb, by, month=f"{month:%B %Y}", due_on=day.isoformat(), **said)


def _close(
    obligation: Obligation, move: str, words: str, by: User, termination: Incident | None = None
) -> None:
    said = {"closed_at": timezone.now(), "closed_by": by, "closing_words": words, "termination": termination}
    OBLIGATION_MOVES.apply(obligation, move, **said)
