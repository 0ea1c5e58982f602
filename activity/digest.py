"""Mail for those who want it once a working day: everything unmailed since, at 08:00 of their time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone

from activity.letters import digest_letter
from activity.mail import BATCH, lock_rows, send_letter
from activity.mail_choice import MailWhen, is_working_day, next_digest_at
from activity.models import Digest, Notification


def send_due_digests(now: datetime | None = None) -> int:
    """Send today's digest to everybody whose eight o'clock has passed; returns how many went out.

    What is due is read from a column, so a sweep that comes late sends late, and loses nothing.
    """
    moment = now or timezone.now()
    daily = Notification.objects.unmailed().filter(
        to__mail_when=MailWhen.DAILY, is_loud=False, mail_due_at__lte=moment
    )
    people = daily.order_by("to").values_list("to", flat=True).distinct()
    return sum(_send_digest(person, moment) for person in people[:BATCH])


@transaction.atomic
def _send_digest(person_id: int, now: datetime) -> int:
    """At most one a day and person, whoever else sends at this moment: the Digest row is unique."""
    waiting = Notification.objects.unmailed().filter(
        to=person_id, to__mail_when=MailWhen.DAILY, is_loud=False
    )
    rows = lock_rows(waiting)
    if not rows:
        return 0
    zone = ZoneInfo(rows[0].to.time_zone)
    today = now.astimezone(zone).date()
    if not is_working_day(today) or Digest.objects.filter(to=person_id, on=today).exists():
        _put_off(rows, next_digest_at(now, zone))
        return 0
    try:
        with transaction.atomic():
            Digest.objects.create(to_id=person_id, on=today, sent_at=now)
    except IntegrityError:
        return 0
    if sent := send_letter(rows, lambda: digest_letter(rows, today)):
        return sent
    Digest.objects.filter(to=person_id, on=today).delete()
    return 0


def _put_off(rows: list[Notification], until: datetime) -> None:
    Notification.objects.filter(pk__in=[row.pk for row in rows]).update(mail_due_at=until)
