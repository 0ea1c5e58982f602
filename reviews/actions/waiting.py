"""Clocks of those who are waited for: started, carried on, stopped, and standing while nobody is there."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Function
from contracts.models import Deal, Draft, Term
from reviews.clocks import (
    Wait,
    calendar_of,
    first_nudge_at,
    held_minutes,
    nudge_at,
    pause_clock,
    resume_clock,
    settings_of,
)
from reviews.engine.clock import BusinessClock, shifted
from reviews.models import Ask, Question, ReviewRequest
from reviews.queries.presence import Presence

BATCH = 200


def ask_function(
    term: Term, function: Function, at: datetime, *, presence: Presence, waited: ReviewRequest | None = None
) -> ReviewRequest:
    """Ask a function about a term. `waited` is its unanswered request on the same content in the draft
    before: the clock goes on where it stood then, instead of anew."""
    request = ReviewRequest(
        term=term, function=function, asked_at=at, allowed_minutes=function.response_hours * 60
    )
    if waited is not None:
        _go_on(request, waited)
    else:
        _start(request)
    request.save(force_insert=True)
    if not presence.is_there(request):
        pause_clock(request, now=at)
    return request


def _start(request: ReviewRequest) -> None:
    """Raises NoWorkingTime when the function's calendar never opens."""
    allowed = timedelta(minutes=request.allowed_minutes)
    request.due_at = BusinessClock.started(request.asked_at, allowed, calendar_of(request.function)).due_at
    request.nudge_at = first_nudge_at(request)


def _go_on(request: ReviewRequest, waited: ReviewRequest) -> None:
    left = timedelta(minutes=waited.left_minutes or 0)
    request.allowed_minutes = waited.allowed_minutes
    request.nudge_count = waited.nudge_count
    request.assigned_to = waited.assigned_to
    request.due_at = shifted(request.asked_at, left, calendar_of(request.function))
    request.nudge_at = nudge_at(request, settings_of(request), request.nudge_count)


def stop_requests(draft: Draft) -> None:
    """The draft's review ends: nobody can answer what is still open, so its clocks stand."""
    now = timezone.now()
    open_ = ReviewRequest.objects.filter(term__draft=draft, answered_at=None, paused_at=None)
    for request in open_.select_related("function").prefetch_related("function__holidays"):
        pause_clock(request, now=now)


def note_answer(request: ReviewRequest, now: datetime) -> None:
    """A function has answered: its clock ends with the first answer, which says how long it held the term."""
    if request.held_minutes is None:
        request.held_minutes = held_minutes(request, now)
    request.answered_at, request.nudge_at, request.paused_at = now, None, None
    request.save(update_fields=["answered_at", "held_minutes", "nudge_at", "paused_at"])


def sweep_clocks() -> int:
    """Let clocks stand while everybody who could act is away, and run when somebody is back; returns how
    many were changed. What somebody else holds at this moment waits for the next sweep."""
    presence = Presence(timezone.now())
    waits: list[Wait] = [*_requests(presence), *_asks(presence)]
    return sum(_adjust(wait, presence) for wait in waits)


def _requests(presence: Presence) -> list[ReviewRequest]:
    """Open requests whose clock runs though nobody is there, or stands though somebody is."""
    open_, away = ReviewRequest.objects.open(), Q(function__in=presence.absent_functions)
    asked = Question.objects.filter(request=OuterRef("pk"), answered_at=None)
    standing = open_.filter(paused_at__isnull=False).exclude(away).exclude(Exists(asked))
    return [*open_.filter(away, paused_at=None)[:BATCH], *standing[:BATCH]]


def _asks(presence: Presence) -> list[Ask]:
    """The same for those who are asked to approve."""
    open_, away = Ask.objects.open(), Q(person__in=presence.absent_approvers)
    asked = Question.objects.filter(ask=OuterRef("pk"), answered_at=None)
    standing = open_.filter(paused_at__isnull=False).exclude(away).exclude(Exists(asked))
    return [*open_.filter(away, paused_at=None)[:BATCH], *standing[:BATCH]]


def _adjust(wait: Wait, presence: Presence) -> bool:
    with transaction.atomic():
        found = claimed(wait)
        if found is None:
            return False
        if presence.is_there(found):
            return resume_clock(found, now=presence.at, presence=presence)
        return pause_clock(found, now=presence.at)


def claimed(wait: Wait) -> Wait | None:
    """The wait as it is now, with its deal and itself locked until the transaction ends; None when it is
    over, or when somebody else has hold of it. The deal comes first, as in every verb."""
    deals = Deal.objects.select_for_update(of=("self",), skip_locked=True).order_by()
    if not list(deals.filter(pk=_draft_of(wait).deal_id).values_list("pk", flat=True)):
        return None
    if isinstance(wait, Ask):
        asks = Ask.objects.open().select_related("submission__policy", "submission__draft__deal", "person")
        return asks.select_for_update(of=("self",), skip_locked=True).filter(pk=wait.pk).first()
    requests = ReviewRequest.objects.open().select_related(
        "function__lead", "term__type", "term__draft__deal", "term__draft__submission__policy"
    )
    return requests.select_for_update(of=("self",), skip_locked=True).filter(pk=wait.pk).first()


def _draft_of(wait: Wait) -> Draft:
    found: Draft = wait.submission.draft if isinstance(wait, Ask) else wait.term.draft
    return found
