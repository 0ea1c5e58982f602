"""What a mail says beyond the notification's own line. The rooms above know it and register it here.

A notification knows an event and a path, not what a deal is. Whoever announces events may say how a
chain is called, what still waits, and at which one-time address a person can act on a notification.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

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


SILENT = MailSource(titles=lambda chains: {}, waiting=lambda rows: set(), act_address=lambda row: "")

_registered: list[MailSource] = []


def register_mail_source(source: MailSource) -> None:
    _registered[:] = [source]


def mail_source() -> MailSource:
    return _registered[0] if _registered else SILENT
