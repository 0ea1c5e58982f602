from collections.abc import Iterable

from activity.actions.inbox import tell
from activity.models import Event
from reviews.notice import Notice
from reviews.notices import notices_of


def announce(event_id: int) -> None:
    """Put an event into the inboxes of those concerned; safe to call again."""
    event = Event.objects.select_related("by").get(pk=event_id)
    deliver(event, notices_of(event))


def deliver(event: Event, notices: Iterable[Notice]) -> None:
    """Put what each person is told of an event into their inbox; safe to call again."""
    notices = list(notices)
    loud = frozenset(notice.to.pk for notice in notices if notice.is_loud)
    tell(event, [(notice.to, notice.text, notice.path) for notice in notices], loud=loud)
