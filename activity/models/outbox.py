from django.db import models

from activity.models.event import Event


class OutboxMessage(models.Model):
    """A task that an event rings. The row is the truth; the message on the broker is only a hint.

    `due_at` says when to ring (again): the relay pushes it forward at each ring, so a message lost by
    broker or worker is rung again until the task has set `done_at`.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="outbox")
    task = models.CharField(max_length=80)
    queue = models.CharField(max_length=20)
    key = models.BigIntegerField(help_text="The id that the task is given")
    due_at = models.DateTimeField()
    rings = models.PositiveIntegerField(default=0)
    rung_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["event", "task", "key"], name="outbox_once")]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(done_at=None), name="outbox_due"),
            models.Index(fields=["task", "key"], condition=models.Q(done_at=None), name="outbox_open"),
        ]

    def __str__(self) -> str:
        return f"{self.task}({self.key})"
