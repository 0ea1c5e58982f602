"""When a person is mailed: at once, once a working day, or never. Pure; callers say what now is."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models

DIGEST_AT = time(8)
"""Of the person's own time zone, Monday to Friday."""

LINGER = timedelta(seconds=10)
"""What happens within this time goes out as one mail a person and deal."""

DAYS_OF_WORK = range(5)  # Monday to Friday


class MailWhen(models.TextChoices):
    AT_ONCE = "at_once", "At once"
    DAILY = "daily", "Once a day"
    NEVER = "never", "Never"


def mail_due_at(person: Any, now: datetime) -> datetime | None:
    """When something told to the person now is to be mailed; None when it is not."""
    if not person.is_active or person.mail_when == MailWhen.NEVER:
        return None
    if person.mail_when == MailWhen.DAILY:
        return next_digest_at(now, ZoneInfo(person.time_zone))
    return now + LINGER


def next_digest_at(now: datetime, zone: ZoneInfo) -> datetime:
    """The next eight o'clock in the morning of a working day, strictly after now."""
    local = now.astimezone(zone)
    day = local.date() if local.time() < DIGEST_AT else local.date() + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, DIGEST_AT, tzinfo=zone)


def is_working_day(day: date) -> bool:
    return day.weekday() in DAYS_OF_WORK
