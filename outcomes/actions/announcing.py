from activity.models import Event
from outcomes.notices import notices_of
from reviews.actions.announcing import deliver


def announce(event_id: int) -> None:
    """Put an event into the inboxes of those concerned; safe to call again."""
    event = Event.objects.select_related("by").get(pk=event_id)
    deliver(event, notices_of(event))
