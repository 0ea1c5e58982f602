from django.conf import settings
from django.db import models

from activity.models.event import Event


class Notification(models.Model):
    """One line in one person's inbox about one event, and whether it was mailed."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="notifications")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notifications")
    text = models.CharField(max_length=300)
    path = models.CharField(max_length=200, help_text="Page to open, without host")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail_wanted = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["event", "to"], name="notified_once")]
        indexes = [models.Index(fields=["to"], condition=models.Q(read_at=None), name="inbox_unread")]

    def __str__(self) -> str:
        return self.text
