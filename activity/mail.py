"""Mail for those who want it at once: one a person, deal and burst, at least once, with a stable identity."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from activity.letters import burst_letter
from activity.mail_choice import MailWhen
from activity.models import Notification

log = logging.getLogger("dealdesk.mail")

BATCH = 50
SHORTEST_WAIT = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=4)


def send_mail_of_event(event_id: int) -> int:
    """Mail those whom the event was told, with whatever else of its deal has not been sent to them.

    Rung when the burst is over; returns how many mails went out.
    """
    return _send_groups(_at_once().filter(event_id=event_id))


def send_due_mail(now: datetime | None = None) -> int:
    """Mail what a lost ring or a refusal has left; returns how many mails went out."""
    return _send_groups(_at_once().filter(mail_due_at__lte=now or timezone.now()))


def _at_once() -> QuerySet[Notification]:
    return Notification.objects.unmailed().filter(Q(to__mail_when=MailWhen.AT_ONCE) | Q(is_loud=True))


def _send_groups(due: QuerySet[Notification]) -> int:
    groups = due.order_by("to", "event__chain").values_list("to", "event__chain").distinct()
    return sum(_send_group(person, chain) for person, chain in groups[:BATCH])


@transaction.atomic
def _send_group(person_id: int, chain: str) -> int:
    """The rows stay locked while their mail is sent: a second worker waits, and finds them sent.

    A crash between sending and marking sends the mail again, with the same Message-ID.
    """
    rows = lock_rows(_at_once().filter(to=person_id, event__chain=chain))
    return send_letter(rows, lambda: burst_letter(rows))


def lock_rows(rows: QuerySet[Notification]) -> list[Notification]:
    return list(rows.select_for_update(of=("self",)).select_related("to", "event").order_by("id"))


def send_letter(rows: Sequence[Notification], write: Callable[[], EmailMultiAlternatives]) -> int:
    """Send one letter for the locked rows and mark them; 0 when there are none or it is refused.

    What was written for a refused letter, such as its one-time addresses, is undone. The refusal keeps
    nobody else waiting: the rows are tried again after growing waits.
    """
    if not rows:
        return 0
    found = Notification.objects.filter(pk__in=[row.pk for row in rows])
    try:
        with transaction.atomic():
            write().send()
    except (SMTPRecipientsRefused, SMTPDataError) as refusal:
        log.warning("the mail for notification %s is refused: %s", rows[0].pk, refusal)
        wait = min(SHORTEST_WAIT * 2 ** min(rows[0].mail_refusals, 10), LONGEST_WAIT)
        found.update(mail_due_at=timezone.now() + wait, mail_refusals=F("mail_refusals") + 1)
        return 0
    found.update(mailed_at=timezone.now())
    return 1
