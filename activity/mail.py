"""Mail for notifications: one mail a person and event, at least once, with a stable identity."""

import logging
from smtplib import SMTPDataError, SMTPRecipientsRefused
from urllib.parse import urlparse

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from activity.models import Notification

log = logging.getLogger("dealdesk.mail")

BATCH = 50


def send_due_mail(event_id: int | None = None) -> int:
    """Send what is wanted and not yet sent, of one event or of all; returns how many.

    The row is locked while its mail is sent: two workers never send the same mail at once. A crash
    between sending and marking sends it again, with the same Message-ID. What the server refuses for one
    address stays due and does not keep the others waiting.
    """
    due = Notification.objects.filter(mail_wanted=True, mailed_at=None)
    if event_id is not None:
        due = due.filter(event_id=event_id)
    sent = 0
    for pk in due.order_by("id").values_list("pk", flat=True)[:BATCH]:
        sent += _send(pk)
    return sent


@transaction.atomic
def _send(pk: int) -> int:
    row = (
        Notification.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("to")
        .filter(pk=pk, mailed_at=None)
        .first()
    )
    if row is None:
        return 0
    try:
        message_for(row).send()
    except (SMTPRecipientsRefused, SMTPDataError) as refusal:
        log.warning("mail for notification %s is refused: %s", pk, refusal)
        return 0
    row.mailed_at = timezone.now()
    row.save(update_fields=["mailed_at"])
    return 1


def message_for(row: Notification) -> EmailMultiAlternatives:
    facts = {
        "notification": row,
        "address": settings.BASE_URL + row.path,
        "inbox": settings.BASE_URL + "/inbox/",
    }
    message = EmailMultiAlternatives(
        subject=" ".join(row.text.split()),
        body=render_to_string("emails/notification.txt", facts),
        to=[row.to.email],
        headers={"Message-ID": f"<notification-{row.pk}@{urlparse(settings.BASE_URL).hostname}>"},
    )
    message.attach_alternative(render_to_string("emails/notification.html", facts), "text/html")
    return message
