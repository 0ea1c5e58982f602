from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.ask import Ask
from reviews.models.request import ReviewRequest


class Nudge(models.Model):
    """One reminder or escalation about one wait, recorded so that it is sent exactly once."""

    class Kind(models.TextChoices):
        REMINDER = "reminder", "Reminder"
        LAST_REMINDER = "last_reminder", "Last reminder"
        ESCALATION = "escalation", "Escalation"

    request = models.ForeignKey(ReviewRequest, null=True, on_delete=models.PROTECT, related_name="nudges")
    ask = models.ForeignKey(Ask, null=True, on_delete=models.PROTECT, related_name="nudges")
    number = models.PositiveSmallIntegerField(help_text="1 for the first of the wait")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    to = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(request=None, ask__isnull=False) | Q(request__isnull=False, ask=None),
                name="nudge_of_one_wait",
            ),
            models.UniqueConstraint(fields=["request", "number"], name="request_nudged_once"),
            models.UniqueConstraint(fields=["ask", "number"], name="ask_nudged_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
