from django.conf import settings
from django.db import models
from django.db.models import Q

from activity.models.event import Event


class NotificationQuerySet(models.QuerySet["Notification"]):
    def unmailed(self) -> "NotificationQuerySet":
        """Wanted by mail, by somebody who still has an account, and not yet sent."""
        return self.filter(mail_due_at__isnull=False, mailed_at=None, to__is_active=True)


class Notification(models.Model):
    """One line in one person's inbox about one event, and whether it was mailed.

    `mail_due_at` is empty for who wants no mail. A mail server's refusal moves it on.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="notifications")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notifications")
    text = models.CharField(max_length=300)
    path = models.CharField(max_length=200, help_text="Page to open, without host")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail_due_at = models.DateTimeField(null=True)
    mail_refusals = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True)
    is_loud = models.BooleanField(default=False, help_text="Mailed at once, whatever the person has chosen")

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["event", "to"], name="notified_once")]
        indexes = [
            models.Index(fields=["to"], condition=Q(read_at=None), name="inbox_unread"),
            models.Index(
                fields=["mail_due_at"],
                condition=Q(mailed_at=None, mail_due_at__isnull=False),
                name="unmailed_by_time",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Digest(models.Model):
    """One person's mail of one working day; the row is what makes it one."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="digests")
    on = models.DateField(help_text="The day in the person's time zone")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [models.UniqueConstraint(fields=["to", "on"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"{self.to_id} on {self.on}"
