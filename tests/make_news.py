"""Makers for what people are told: an event of a chain, and a line about it in somebody's inbox."""

import datetime as dt
from email.utils import parseaddr
from typing import Any

from django.core import mail
from django.db import transaction

from accounts.models import User
from activity.actions.inbox import tell
from activity.mail import send_due_mail
from activity.mail_choice import LINGER, MailWhen
from activity.models import Channel, Event, Notification
from activity.record import record
from reviews.actions.channels import NewChannel, open_channel
from reviews.channel_words import TOPIC_CODES

MONDAY = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)
"""Berlin is one hour ahead on that day, and everybody of the cast lives there."""


def news(*people: User, text: str = "D-1 Nordbank waits.", chain: str = "deal:1", path: str = "/") -> Event:
    """Something happened, and each of the people has a line about it."""
    with transaction.atomic():
        event = record("draft.cleared", chain=chain, by=None)
        tell(event, [(person, text, path) for person in people])
    return event


def choose(person: User, when: MailWhen, time_zone: str = "Europe/Berlin") -> User:
    person.mail_when, person.time_zone = when, time_zone
    person.save()
    return person


def after_the_linger() -> int:
    """Mail what is due once the present burst is over."""
    last = Notification.objects.order_by("-at")[0].at
    return send_due_mail(last + 2 * LINGER)


def mailed() -> dict[str, str]:
    """Address and subject of each mail that went out."""
    return {parseaddr(message.to[0])[1]: message.subject for message in mail.outbox}


def make_channel(by: User, name: str = "#big-deals", **fields: Any) -> Channel:
    """A webhook that hears of everything, unless said otherwise."""
    facts: dict[str, Any] = {
        "name": name,
        "kind": Channel.Kind.WEBHOOK,
        "address": "https://hooks.slack.example/services/T0/B0/secret",
        "hears": TOPIC_CODES,
    }
    return open_channel(NewChannel(**{**facts, **fields}), by=by)
