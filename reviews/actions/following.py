"""What follows when people change: whoever has to approve is asked anew, by who may decide now."""

from django.db import transaction

from activity.models import Event
from activity.record import record
from contracts.models import DraftState
from reviews.actions.asks import refresh_asks
from reviews.models import Submission

CHUNK = 200
"""Deals a call: it stays well below the task's limit, and the next call goes on."""

CHAIN = "people"
TELLING = {"person.edited": {"reports_to", "is_active", "email"}, "function.edited": {"lead"}}
"""Changed fields after which a step may be somebody else's; of other events everything is told."""


def ask_anew_after(event_id: int) -> None:
    """Ask anew after something was changed about people, unless it names no one else; safe to repeat."""
    event = Event.objects.get(pk=event_id)
    wanted = TELLING.get(event.verb)
    if wanted is None or wanted & set(event.facts["fields"]):
        ask_anew_from(0)


def ask_anew_after_absence(absence_id: int) -> None:
    """Ask anew after an absence began, changed or ended; safe to repeat."""
    ask_anew_from(0)


def ask_anew_from(submission_id: int) -> None:
    """Ask anew on the next CHUNK deals that wait for approval, from a submission's id on, and ring for the
    rest. The rules name people by role, lead, group and reporting line, so each deal is asked rather than
    guessed at."""
    waiting = (
        Submission.objects.filter(
            pk__gte=submission_id,
            draft__state=DraftState.IN_REVIEW,
            draft__is_current=True,
            scores__is_latest=True,
        )
        .order_by("pk")
        .values_list("pk", flat=True)
        .distinct()
    )
    found = list(waiting[: CHUNK + 1])
    for pk in found[:CHUNK]:
        refresh_asks(pk)
    if len(found) > CHUNK:
        _ring_for_the_rest(found[CHUNK])


@transaction.atomic
def _ring_for_the_rest(submission_id: int) -> None:
    record("people.followed", chain=CHAIN, by=None, keys={"submission": submission_id})
