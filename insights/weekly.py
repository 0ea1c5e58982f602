"""The weekly mail to executives: Monday from six o'clock of their own time, once, whoever else sends."""

from datetime import datetime, time
from urllib.parse import urlparse
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from activity.actions.inbox import tell
from activity.letters import LONGEST_SUBJECT
from activity.mail import lock_rows, send_letter
from activity.models import Chain, Event, Notification
from activity.record import record
from insights.presentation.week import parts_of, subject_of
from insights.queries.week import Week, week_of

VERB = "weekly.written"
SENT_FROM = time(6)
LATE_DAYS = (0, 1)
"""Monday; and Tuesday, when nothing ran on Monday."""


def send_due_weeklies(now: datetime | None = None) -> int:
    """Write to every executive whose Monday has begun and who has not got this week's; returns how many."""
    moment = now or timezone.now()
    executives = User.objects.filter(is_active=True, grants__role=Role.APPROVER_EXECUTIVE).order_by("pk")
    return sum(_write(person, moment) for person in executives.distinct() if _is_due(person, moment))


def _is_due(person: User, now: datetime) -> bool:
    local = now.astimezone(ZoneInfo(person.time_zone))
    return local.weekday() in LATE_DAYS and (local.weekday() > 0 or local.time() >= SENT_FROM)


@transaction.atomic
def _write(person: User, now: datetime) -> int:
    """The chain's row is the claim: a second worker waits for it, and finds the week written.

    Who wants no mail finds it in the inbox alone. A refused mail is tried again as a line with its link.
    """
    local = now.astimezone(ZoneInfo(person.time_zone))
    name, chain = f"{local:%G-W%V}", f"weekly:{person.pk}"
    Chain.objects.get_or_create(name=chain)
    Chain.objects.select_for_update().get(name=chain)
    if Event.objects.filter(chain=chain, verb=VERB, facts__week=name).exists():
        return 0
    event = record(VERB, chain=chain, by=None, week=name)
    with timezone.override(ZoneInfo(person.time_zone)):
        week = week_of(person, now)
        tell(event, [(person, subject_of(week), reverse("insights:weekly"))])
        rows = lock_rows(Notification.objects.unmailed().filter(event=event))
        send_letter(rows, lambda: weekly_letter(person, week, name))
    return 1


def weekly_letter(person: User, week: Week, name: str) -> EmailMultiAlternatives:
    """The same as the page, in words that a mail program knows. `name` is the week's, such as 2026-W48."""
    shown = {
        "week": week,
        "parts": parts_of(week),
        "host": settings.BASE_URL,
        "page": settings.BASE_URL + reverse("insights:weekly"),
        "inbox": settings.BASE_URL + "/inbox/",
        "profile": settings.BASE_URL + "/profile/",
    }
    letter = EmailMultiAlternatives(
        subject=" ".join(subject_of(week).split())[:LONGEST_SUBJECT],
        body=render_to_string("emails/weekly.txt", shown),
        to=[person.email],
        headers={
            "Message-ID": f"<weekly-{person.pk}-{name}@{urlparse(settings.BASE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    letter.attach_alternative(render_to_string("emails/weekly.html", shown), "text/html")
    return letter
