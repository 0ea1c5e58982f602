from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from activity.models.event import Event


class ChannelQuerySet(models.QuerySet["Channel"]):
    def standing(self) -> "ChannelQuerySet":
        return self.filter(ended_at=None)


class Channel(models.Model):
    """A place outside where news of deals are posted, such as a channel of Slack.

    `address` and `token` are secrets: they are written once, shown to nobody, and forgotten when the
    channel is switched off. `hears` are topics of news, `functions` codes; without any, it hears of all.
    """

    class Kind(models.TextChoices):
        WEBHOOK = "incoming_webhook", "Incoming webhook"
        SLACK = "slack_api", "Slack app with a token"

    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    address = models.CharField(max_length=500, blank=True)
    token = models.CharField(max_length=300, blank=True)
    room = models.CharField(max_length=80, blank=True, help_text="Where a Slack app posts, such as C0123ABCD")
    hears = models.JSONField(default=list)
    functions = models.JSONField(default=list)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), condition=Q(ended_at=None), name="one_standing_channel_a_name"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(address="", token=""), name="ended_channel_keeps_no_secret"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def chain(self) -> str:
        return f"channel:{self.pk}"

    @property
    def host(self) -> str:
        """The only part of the address that may be shown."""
        return urlsplit(self.address).hostname or ""


class ChannelPost(models.Model):
    """One message for one channel: the outbox row, and what became of it.

    `next_try_at` is set while it is to be sent; a claim moves it on, so that a try cut off is repeated.
    `thread` names what the message is about. A message that `waits` for a decision is replaced by the
    next of its thread where the channel can change messages.
    """

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="posts")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="posts")
    text = models.CharField(max_length=600, help_text="As people wrote it; escaped when it is sent")
    path = models.CharField(max_length=200, help_text="Page to open, without host")
    thread = models.CharField(max_length=80)
    waits = models.BooleanField(default=False)
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    remote_id = models.CharField(max_length=120, blank=True, help_text="What the channel calls the message")
    failed_at = models.DateTimeField(null=True, help_text="When it was given up")
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "channel"], name="posted_once"),
            models.CheckConstraint(
                condition=Q(next_try_at=None) | Q(sent_at=None, failed_at=None), name="open_or_done"
            ),
        ]
        indexes = [
            models.Index(fields=["channel", "id"], condition=Q(next_try_at__isnull=False), name="posts_open"),
            models.Index(fields=["channel", "thread"], name="posts_by_thread"),
        ]

    def __str__(self) -> str:
        return f"post {self.pk} on channel {self.channel_id}"
