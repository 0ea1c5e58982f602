from activity.models.channel import Channel, ChannelPost
from activity.models.event import Chain, Event
from activity.models.notification import Digest, Notification
from activity.models.outbox import OutboxMessage

__all__ = ["Chain", "Channel", "ChannelPost", "Digest", "Event", "Notification", "OutboxMessage"]
