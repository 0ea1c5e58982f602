"""Keep the rows that say who is asked to decide, since when and until when."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity.record import record
from contracts.locks import lock_deal
from contracts.models import DealReader, DraftState
from reviews.clocks import approval_due_at, first_nudge_at
from reviews.models import Ask, Submission
from reviews.queries.steps import steps_now
from reviews.rulings import rulebook_of
from reviews.steps import Seat, Step, StepState


def sync_asks(submission: Submission) -> None:
    """Make the asks of a submission say what the gate's steps say; the caller holds the deal's lock.

    Whoever may decide an open step and has not is asked, with a clock; steps that come later are known
    without one. Asks of people who need not decide any more end. Safe to repeat.
    """
    now = timezone.now()
    wanted = {
        (step.key, seat.person.pk): (step, seat)
        for step in steps_now(submission)
        if step.state in {StepState.OPEN, StepState.LATER}
        for seat in step.waiting
    }
    standing = {(ask.step_key, ask.person_id): ask for ask in submission.asks.standing()}
    for key, ask in standing.items():
        if key not in wanted:
            _end(ask, "The step no longer waits for this person.", now)
    opened: list[Ask] = []
    for key, (step, seat) in wanted.items():
        ask = standing.get(key) or _ask(submission, step, seat, now)
        _name_principal(ask, seat)
        if ask.opened_at is None and step.state == StepState.OPEN:
            opened.append(_open(ask, submission, now))
    if opened:
        _record(submission, opened)


def _name_principal(ask: Ask, seat: Seat) -> None:
    """Whoever is asked already may be handed somebody else's place in the same step."""
    principal = seat.principal.pk if seat.principal else None
    if ask.principal_id != principal:
        ask.principal = seat.principal
        ask.save(update_fields=["principal"])


def _record(submission: Submission, opened: list[Ask]) -> None:
    record(
        "approval.asked",
        chain=submission.draft.deal.chain,
        by=None,
        keys={"draft": submission.draft_id, "submission": submission.pk},
        asks=[ask.pk for ask in opened],
        people=sorted({str(ask.person) for ask in opened}),
    )


def _ask(submission: Submission, step: Step, seat: Seat, now: datetime) -> Ask:
    ask = Ask.objects.create(
        submission=submission,
        step_key=step.key,
        label=step.label,
        person=seat.person,
        principal=seat.principal,
        made_at=now,
    )
    draw_in(submission, seat.person)
    return ask


def _open(ask: Ask, submission: Submission, now: datetime) -> Ask:
    settings = rulebook_of(submission.policy).settings
    ask.opened_at = now
    ask.due_at = approval_due_at(ask.person, now, settings.approval_hours)
    ask.nudge_at = first_nudge_at(ask, settings)
    ask.save(update_fields=["opened_at", "due_at", "nudge_at"])
    return ask


def _end(ask: Ask, because: str, now: datetime) -> None:
    Ask.objects.filter(pk=ask.pk, ended_at=None).update(ended_at=now, ended_because=because, nudge_at=None)


def draw_in(submission: Submission, person: User) -> None:
    """Whoever is asked may read the deal from then on."""
    DealReader.objects.get_or_create(
        deal_id=submission.draft.deal_id, user=person, defaults={"why": "Asked to approve"}
    )


@transaction.atomic
def refresh_asks(submission_id: int) -> None:
    """Ask anew after people, roles or absences changed; nothing when nobody has to decide any more."""
    submission = Submission.objects.select_related("policy", "draft__deal__owner").get(pk=submission_id)
    lock_deal(submission.draft.deal_id)
    submission.draft.refresh_from_db(fields=["state", "is_current"])
    if submission.draft.state == DraftState.IN_REVIEW and submission.draft.is_current:
        sync_asks(submission)
