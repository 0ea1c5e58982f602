"""`record()`: the one way in which something that happened is written down."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from activity.listeners import listeners_of
from activity.models import Chain, Event, OutboxMessage
from dealdesk.kit.digests import digest_of

LINGER = timedelta(milliseconds=20)
"""A burst of events within this time rings each task once."""


def record(verb: str, *, chain: str, by: Any, keys: Mapping[str, int] | None = None, **facts: Any) -> Event:
    """Append one event to a chain, and one outbox row for each task that listens to the verb.

    `chain` names the thing whose story this is (`deal:42`); `by` is the person, or None for the machine.
    `keys` are ids that listeners may be given (`{"draft": 7}`); they are kept in the facts as well.
    Must be called inside the transaction that makes the change; raises RuntimeError otherwise.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{verb} was recorded outside a transaction")
    ids = dict(keys or {})
    head = _locked_head(chain)
    event = Event(
        chain=head,
        position=head.length + 1,
        verb=verb,
        by=by,
        at=timezone.now(),
        facts={**facts, **ids},
        previous=head.head,
    )
    event.digest = digest_of(event.content())
    event.save(force_insert=True)
    Chain.objects.filter(pk=chain).update(length=event.position, head=event.digest)
    _write_outbox(event, ids)
    return event


def _locked_head(name: str) -> Chain:
    """The chain, locked until the transaction ends; made with its first event."""
    known = Chain.objects.select_for_update().filter(name=name).first()
    if known is not None:
        return known
    Chain.objects.get_or_create(name=name)
    return Chain.objects.select_for_update().get(name=name)


def _write_outbox(event: Event, ids: Mapping[str, int]) -> None:
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            event=event,
            task=listener.task,
            queue=listener.queue,
            key=_key(event, ids, listener.key),
            due_at=event.at + LINGER,
        )
        for listener in listeners_of(event.verb)
    )


def _key(event: Event, ids: Mapping[str, int], name: str) -> int:
    """The event's own id, one of its keys, or the id of the thing whose story it belongs to."""
    if name == "event":
        return event.pk
    kind, _, number = event.chain_id.partition(":")
    return int(number) if name == kind and name not in ids else ids[name]
