"""Reminders and escalations: found by a sweep, each sent exactly once and kept. Nobody is chased by hand.

What is due is a column (`nudge_at`), and `nudge_count` says how many of the plan are behind; both move in
the transaction that keeps the nudge, under the lock of the deal and of the row.
"""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from activity.record import record
from reviews.actions.waiting import claimed
from reviews.clocks import Due, Wait, clock_of_wait, nudge_at, nudge_plan, settings_of
from reviews.engine.deadlines import NoWorkingTime
from reviews.models import Ask, Nudge, ReviewRequest
from reviews.queries.presence import Presence
from reviews.queries.reach import people_above, people_asked

log = logging.getLogger("dealdesk.sweep")

BATCH = 200
VERBS = {False: "wait.reminded", True: "wait.escalated"}


def sweep_nudges() -> int:
    """Remind and escalate what is due; returns how many nudges were kept. A wait that somebody else has
    hold of comes with the next sweep."""
    now = timezone.now()
    presence = Presence(now)
    return sum(_nudge(wait, presence) for wait in due_waits(now))


def due_waits(now: datetime) -> list[Wait]:
    """Open waits whose next nudge is due, or whose plan nobody has begun; clocks that stand are passed by."""
    is_due = Q(nudge_at__lte=now) | Q(nudge_at=None, nudge_count=0)
    requests = ReviewRequest.objects.open().filter(is_due, paused_at=None)
    asks = Ask.objects.open().filter(is_due, paused_at=None)
    return [*requests.order_by("nudge_at", "id")[:BATCH], *asks.order_by("nudge_at", "id")[:BATCH]]


def _nudge(wait: Wait, presence: Presence) -> int:
    """One wait that cannot be reckoned must not keep the others waiting."""
    try:
        with transaction.atomic():
            found = claimed(wait)
            if found is None or found.paused_at is not None:
                return 0
            return _send_due(found, presence)
    except NoWorkingTime:
        log.exception("%r has a calendar that never opens", wait)
        return 0


def _send_due(wait: Wait, presence: Presence) -> int:
    """Keep what is due by now. Of several reminders the latest speaks for all; no escalation is left out."""
    plan, clock = nudge_plan(settings_of(wait)), clock_of_wait(wait)
    ahead = list(enumerate(plan, start=1))[wait.nudge_count :]
    due = [(number, entry) for number, entry in ahead if clock.at_share(entry.per_cent) <= presence.at]
    reminders = [number for number, entry in due if not entry.is_escalation]
    sent = 0
    for number, entry in due:
        if entry.is_escalation or number == reminders[-1]:
            level = sum(earlier.is_escalation for earlier in plan[:number])
            sent += _keep(wait, number, entry, level, presence)
    wait.nudge_count += len(due)
    wait.nudge_at = nudge_at(wait, settings_of(wait), wait.nudge_count)
    wait.save(update_fields=["nudge_count", "nudge_at"])
    return sent


def _keep(wait: Wait, number: int, entry: Due, level: int, presence: Presence) -> int:
    told = people_asked(wait, presence)
    if entry.is_escalation:
        told += [person for person in people_above(wait, level, presence) if person not in told]
    nudge = Nudge.objects.create(
        request=wait if isinstance(wait, ReviewRequest) else None,
        ask=wait if isinstance(wait, Ask) else None,
        number=number,
        kind=_kind(entry),
        at=presence.at,
    )
    nudge.to.set(told)
    _record(wait, nudge, entry, told)
    return 1


def _kind(entry: Due) -> Nudge.Kind:
    if entry.is_escalation:
        return Nudge.Kind.ESCALATION
    return Nudge.Kind.LAST_REMINDER if entry.is_last_reminder else Nudge.Kind.REMINDER


def _record(wait: Wait, nudge: Nudge, entry: Due, told: list[User]) -> None:
    is_request = isinstance(wait, ReviewRequest)
    draft = wait.term.draft if isinstance(wait, ReviewRequest) else wait.submission.draft
    record(
        VERBS[entry.is_escalation],
        chain=draft.deal.chain,
        by=None,
        keys={"draft": draft.pk, "nudge": nudge.pk},
        what=wait.term.type.name if isinstance(wait, ReviewRequest) else wait.label,
        who=wait.function.name if isinstance(wait, ReviewRequest) else wait.person.name,
        wait="review" if is_request else "approval",
        kind=nudge.kind,
        number=nudge.number,
        per_cent=entry.per_cent,
        told=[person.name for person in told],
    )
