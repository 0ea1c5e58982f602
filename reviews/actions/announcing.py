from django.db import transaction

from activity.mail import send_due_mail
from activity.models import Event, Notification
from reviews.notices import notices_of


def announce(event_id: int) -> None:
    """Put an event into the inboxes of those concerned, then mail it; safe to call again.

    Unique (event, person) makes a second call add nothing; mail goes to rows not yet marked as mailed.
    """
    event = Event.objects.select_related("by").get(pk=event_id)
    with transaction.atomic():
        Notification.objects.bulk_create(
            (
                Notification(
                    event=event,
                    to=notice.to,
                    text=notice.text[:300],
                    path=notice.path,
                    at=event.at,
                    mail_wanted=notice.to.wants_mail,
                )
                for notice in notices_of(event)
            ),
            ignore_conflicts=True,
        )
    send_due_mail(event_id)
