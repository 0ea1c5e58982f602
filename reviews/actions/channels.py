"""The deal desk's verbs for channels: places outside that hear news of deals."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from activity.channels.addresses import AddressRefused, target_of
from activity.channels.posting import News, write_posts
from activity.channels.slack import SLACK_API
from activity.models import Channel
from activity.record import record
from dealdesk.kit.refusals import Refused

SWITCHED_OFF = "The channel was switched off."


@dataclass(frozen=True)
class NewChannel:
    """`address` is the webhook's for that kind; `token` and `room` are a Slack app's. `hears` are topics."""

    name: str
    kind: str
    hears: Sequence[str]
    functions: Sequence[str] = ()
    address: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    room: str = ""


@transaction.atomic
def open_channel(new: NewChannel, *, by: User) -> Channel:
    """Post news there from now on. Raises Refused when the name is taken or the address may not be called.

    Neither address nor token is written into the event.
    """
    require(by, "channel.edit")
    address = new.address or (SLACK_API if new.kind == Channel.Kind.SLACK else "")
    try:
        target_of(address)
    except AddressRefused as refused:
        raise Refused(str(refused)) from refused
    try:
        with transaction.atomic():
            channel = Channel.objects.create(
                name=" ".join(new.name.split()),
                kind=new.kind,
                address=address.rstrip("/") if new.kind == Channel.Kind.SLACK else address,
                token=new.token if new.kind == Channel.Kind.SLACK else "",
                room=new.room if new.kind == Channel.Kind.SLACK else "",
                hears=sorted(new.hears),
                functions=sorted(new.functions),
                created_by=by,
                created_at=timezone.now(),
            )
    except IntegrityError as twice:
        raise Refused(f"There is a channel called “{new.name}” already. Choose another name.") from twice
    facts = {
        "name": channel.name,
        "kind": channel.kind,
        "hears": channel.hears,
        "functions": channel.functions,
    }
    record("channel.opened", chain=channel.chain, by=by, keys={"channel": channel.pk}, **facts)
    return channel


@transaction.atomic
def try_channel(channel: Channel, *, by: User) -> None:
    """Send a test message the way every message goes."""
    require(by, "channel.edit")
    channel = _standing(channel)
    event = record(
        "channel.tested", chain=channel.chain, by=by, keys={"channel": channel.pk}, name=channel.name
    )
    text = f"{by.name} tries the channel “{channel.name}” of DealDesk. It works."
    write_posts(event, News(text, "/", "", f"test:{event.pk}"), [channel])


@transaction.atomic
def end_channel(channel: Channel, *, by: User) -> None:
    """Post nothing there any more: what is unsent stays unsent, and address and token are forgotten."""
    require(by, "channel.edit")
    channel = _standing(channel)
    now = timezone.now()
    Channel.objects.filter(pk=channel.pk).update(ended_at=now, address="", token="")
    unsent = channel.posts.filter(next_try_at__isnull=False)
    unsent.update(next_try_at=None, failed_at=now, problem=SWITCHED_OFF)
    record("channel.ended", chain=channel.chain, by=by, keys={"channel": channel.pk}, name=channel.name)


def _standing(channel: Channel) -> Channel:
    found = Channel.objects.standing().select_for_update(no_key=True).filter(pk=channel.pk).first()
    if found is None:
        raise Refused("This channel was switched off already.")
    return found
