"""The outbox of posts: written with the event, delivered in order, at least once, given up after a while."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from activity.channels.calling import CallFailed
from activity.channels.slack import send
from activity.models import Channel, ChannelPost, Event, OutboxMessage

log = logging.getLogger("dealdesk.channels")

LEASE = timedelta(minutes=3)
"""A try that was cut off is repeated after this; longer than a task may run."""

WAITS = [timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60, 120, 240)]
MOST_TRIES = len(WAITS) + 1
LONGEST_WAIT = WAITS[-1]


@dataclass(frozen=True)
class News:
    """What a channel's readers may know: `topic` and `functions` decide which channels hear it.

    News of one `thread` that `waits` is replaced by the next of that thread that `follows_up`.
    """

    text: str
    path: str
    topic: str
    thread: str
    functions: frozenset[str] = field(default_factory=frozenset)
    waits: bool = False
    follows_up: bool = False


@transaction.atomic
def post_news(event: Event, news: News) -> None:
    """Write a post for each channel that hears it, and ring for it; a second call adds nothing.

    The channels are locked meanwhile, so that each post knows the one before it.
    """
    standing = Channel.objects.standing().select_for_update(no_key=True).order_by("id")
    heard = [channel for channel in standing if _hears(channel, news)]
    write_posts(event, news, heard)


def write_posts(event: Event, news: News, channels: Iterable[Channel]) -> None:
    now = timezone.now()
    for channel in channels:
        before = _waiting_before(channel, news) if news.waits or news.follows_up else None
        if before is not None and before.text == news.text[:600]:
            continue
        ChannelPost.objects.bulk_create(
            [
                ChannelPost(
                    channel=channel,
                    event=event,
                    text=news.text[:600],
                    path=news.path,
                    thread=news.thread,
                    waits=news.waits,
                    replaces=before,
                    next_try_at=now,
                )
            ],
            ignore_conflicts=True,
        )
        ring = OutboxMessage(event=event, task="activity.post", queue="notify", key=channel.pk, due_at=now)
        OutboxMessage.objects.bulk_create([ring], ignore_conflicts=True)


def _hears(channel: Channel, news: News) -> bool:
    if news.topic not in channel.hears:
        return False
    return not channel.functions or not news.functions.isdisjoint(channel.functions)


def _waiting_before(channel: Channel, news: News) -> ChannelPost | None:
    """The newest message of the thread, if it still says that something waits."""
    newest = channel.posts.filter(thread=news.thread, failed_at=None).order_by("-id").first()
    return newest if newest is not None and newest.waits else None


def deliver(channel_id: int) -> int:
    """Send what is due on a channel, the oldest first, until one fails; returns how many were sent."""
    sent = 0
    while (post := _claim(channel_id, timezone.now())) is not None:
        if not _deliver(post):
            break
        sent += 1
    return sent


def deliver_all_due() -> int:
    """Deliver on every channel that has something due, whoever rang or did not."""
    due = ChannelPost.objects.filter(next_try_at__lte=timezone.now())
    channels = due.order_by("channel").values_list("channel", flat=True).distinct()
    return sum(deliver(channel_id) for channel_id in channels)


def _claim(channel_id: int, now: datetime) -> ChannelPost | None:
    """Take the channel's oldest open post, if it is due and nobody else has it.

    The claim counts the try and moves the next one on before anything is sent: no lock is held during
    the call, and a worker that dies in the middle has still used up its try.
    """
    open_posts = ChannelPost.objects.filter(channel=channel_id, next_try_at__isnull=False)
    head = open_posts.select_related("channel", "replaces").order_by("id").first()
    if head is None or head.next_try_at is None or head.next_try_at > now:
        return None
    unclaimed = ChannelPost.objects.filter(pk=head.pk, attempts=head.attempts, next_try_at__lte=now)
    if unclaimed.update(attempts=F("attempts") + 1, next_try_at=now + LEASE) != 1:
        return None
    head.attempts += 1
    if head.attempts > MOST_TRIES:
        _fail(head, CallFailed("Every try was cut off."))
        return None
    return head


def _deliver(post: ChannelPost) -> bool:
    try:
        remote_id = send(post)
    except CallFailed as failure:
        _fail(post, failure)
        return False
    ChannelPost.objects.filter(pk=post.pk).update(
        sent_at=timezone.now(), remote_id=remote_id, next_try_at=None, failed_at=None, problem=""
    )
    return True


def _fail(post: ChannelPost, failure: CallFailed) -> None:
    now, problem = timezone.now(), str(failure)[:200]
    log.warning("post %s failed, try %s: %s", post.pk, post.attempts, problem)
    open_post = ChannelPost.objects.filter(pk=post.pk, next_try_at__isnull=False)
    if post.attempts >= MOST_TRIES:
        open_post.update(failed_at=now, next_try_at=None, problem=problem)
        return
    asked = timedelta(seconds=failure.again_in or 0)
    wait = min(max(WAITS[post.attempts - 1], asked), LONGEST_WAIT)
    open_post.update(next_try_at=now + wait, problem=problem)
