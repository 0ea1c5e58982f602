from activity.models.event import Chain, Event
from activity.models.notification import Notification
from activity.models.outbox import OutboxMessage

__all__ = ["Chain", "Event", "Notification", "OutboxMessage"]
