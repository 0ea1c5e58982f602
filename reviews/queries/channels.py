"""Channels and what became of their messages."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from activity.models import Channel, ChannelPost
from reviews.channel_words import TOPICS

MOST_FAILURES = 20


@dataclass(frozen=True)
class ChannelRow:
    """A channel without its secrets. `unsent` counts messages that are still tried."""

    channel: Channel
    hears: list[str]
    functions: str
    last_sent_at: datetime | None
    unsent: int


def channel_rows() -> list[ChannelRow]:
    """All that stand; there are never many."""
    counted = Channel.objects.standing().annotate(
        last_sent_at=Max("posts__sent_at"), unsent=Count("posts", filter=Q(posts__next_try_at__isnull=False))
    )
    return [
        ChannelRow(
            channel=channel,
            hears=[label for code, label in TOPICS if code in channel.hears],
            functions=", ".join(channel.functions) or "All",
            last_sent_at=channel.last_sent_at,
            unsent=channel.unsent,
        )
        for channel in counted.order_by("name")
    ]


def latest_problems() -> QuerySet[ChannelPost]:
    """Messages given up, and those that failed and are tried again; the newest first."""
    troubled = ChannelPost.objects.exclude(problem="").filter(sent_at=None)
    return troubled.select_related("channel").order_by("-id")[:MOST_FAILURES]
