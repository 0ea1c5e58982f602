"""How long approvals take, by what was measured."""

from collections import defaultdict
from statistics import median

from django.db.models import OuterRef, Subquery

from reviews.clocks import approval_calendar
from reviews.engine.deadlines import hours_between
from reviews.models import Approval, Ask

LEAST_MEASURED = 5
"""Fewer decisions than this say nothing about a person."""

LATEST = 500


def approval_hours() -> dict[int, float]:
    """Median business hours from a person's turn to the decision, by person, of the latest decisions; only
    of people with enough of them."""
    decided = Approval.objects.filter(
        submission=OuterRef("submission"),
        step_key=OuterRef("step_key"),
        approver=OuterRef("person"),
        carried_from=None,
    ).order_by("-at")
    asks = (
        Ask.objects.filter(opened_at__isnull=False)
        .annotate(decided_at=Subquery(decided.values("at")[:1]))
        .filter(decided_at__isnull=False)
        .select_related("person")
        .prefetch_related("person__memberships__function__holidays", "person__led_functions__holidays")
        .order_by("-decided_at")[:LATEST]
    )
    taken: dict[int, list[float]] = defaultdict(list)
    for ask in asks:
        calendar = approval_calendar(ask.person)
        taken[ask.person_id].append(
            max(0.0, hours_between(ask.opened_at or ask.made_at, ask.decided_at, calendar))
        )
    return {person: median(hours) for person, hours in taken.items() if len(hours) >= LEAST_MEASURED}
