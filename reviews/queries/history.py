from collections.abc import Sequence

from accounts.models import Function
from activity.models import Event
from contracts.models import Deal

EVENTS_A_PAGE = 30


def events_of(deal: Deal, *, before: int | None = None) -> tuple[Sequence[Event], int | None]:
    """A page of what happened to the deal, newest first, older than the position `before`.

    The second value is where the next page starts, or None when this is the last.
    """
    found = Event.objects.filter(chain_id=deal.chain).select_related("by").order_by("-position")
    if before is not None:
        found = found.filter(position__lt=before)
    events = list(found[: EVENTS_A_PAGE + 1])
    if len(events) <= EVENTS_A_PAGE:
        return events, None
    return events[:EVENTS_A_PAGE], events[EVENTS_A_PAGE - 1].position


def function_names() -> dict[str, str]:
    """Names by code, for events that were recorded with codes."""
    return dict(Function.objects.values_list("code", "name"))
