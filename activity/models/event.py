from django.conf import settings
from django.db import models


class Chain(models.Model):
    """The head of one hash chain of events, for example `deal:42`; its row is the lock for appending."""

    name = models.CharField(max_length=80, primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="", blank=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.length})"


class Event(models.Model):
    """One thing that happened; written once by `record()` and never changed (a trigger refuses)."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="events")
    position = models.PositiveBigIntegerField(help_text="1, 2, 3 ... within the chain")
    verb = models.CharField(max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    facts = models.JSONField(default=dict, help_text="What the readers of the event need; text and integers")
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["chain", "position"], name="event_position_once")]

    def __str__(self) -> str:
        return f"{self.chain_id} #{self.position} {self.verb}"

    def content(self) -> dict[str, object]:
        """What the digest covers: everything but the digest itself."""
        return {
            "chain": self.chain_id,
            "position": self.position,
            "verb": self.verb,
            "by": self.by_id,
            "at": self.at.isoformat(),
            "facts": self.facts,
            "previous": self.previous,
        }
