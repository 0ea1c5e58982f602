"""Notice that absences begin and end, each once: a day in the calendar rings no bell by itself."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.absences import WIDEST_ZONES
from accounts.actions.absences import begin_if_due, finish_if_due
from accounts.models import Delegation

BATCH = 200


def sweep_absences() -> int:
    """Record the first and the last day of absences as they pass; returns how many. Several may sweep at
    once: each row is taken by one of them."""
    today = timezone.now().astimezone(dt.UTC).date()
    begins = Q(began_at=None, starts_on__lte=today + WIDEST_ZONES)
    ends = Q(over_at=None, ends_on__lt=today + WIDEST_ZONES)
    with transaction.atomic():
        rows = Delegation.objects.select_for_update(of=("self",), skip_locked=True)
        due = rows.filter(begins | ends, ended_at=None, over_at=None).select_related("giver", "taker")
        noticed = [_notice(absence) for absence in due.order_by("starts_on", "id")[:BATCH]]
    return sum(noticed)


def _notice(absence: Delegation) -> int:
    return begin_if_due(absence) + finish_if_due(absence)
