"""Where one goes after a check-in: the next that waits, or the list."""

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from outcomes.models import CheckIn
from outcomes.queries.check_ins import DUE, listed


def next_address(after: CheckIn, person: User) -> str:
    """Another function's of the same deal first, then the one that is due the longest."""
    waiting = listed(person, DUE, timezone.localdate()).exclude(pk=after.pk)
    following = waiting.filter(handover=after.handover_id).first() or waiting.first()
    if following is None:
        return reverse("outcomes:check_ins")
    return reverse("outcomes:check_in", args=[following.pk])
