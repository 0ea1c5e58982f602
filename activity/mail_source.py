"""What a mail says beyond the notification's own line. A room above knows it; settings.MAIL_SOURCE names it.

A notification knows an event and a path, not what a deal is. Whoever announces events says here how a
chain is called, what still waits, and at which one-time address a person can act on a notification.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from activity.models import Notification


@dataclass(frozen=True)
class MailSource:
    """`titles` gives the heading of each chain; `waiting` the ids of what still waits for its reader.

    `act_address` makes a one-time address for one notification, or "". It is called just before the
    mail is sent and within the same transaction, so that the address of an unsent mail never exists; it
    goes into the mail and nowhere else.
    """

    titles: Callable[[Collection[str]], Mapping[str, str]]
    waiting: Callable[[Sequence[Notification]], set[int]]
    act_address: Callable[[Notification], str]


@cache
def mail_source() -> MailSource:
    """The one that the wiring names in settings.MAIL_SOURCE."""
    source: MailSource = import_string(settings.MAIL_SOURCE)
    return source
