from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from reviews.models.policy import PolicyDraft
from reviews.models.submission import Submission


class LabRun(models.Model):
    """All drafts submitted in a period, replayed under a policy that is being written.

    A worker takes them in chunks; `cursor` is the last submission that is done, so a run that was
    stopped or lost goes on from there.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for a worker"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        CANCELLED = "cancelled", "Cancelled"
        FAILED = "failed", "Failed"

    policy_draft = models.ForeignKey(PolicyDraft, on_delete=models.PROTECT, related_name="lab_runs")
    rules = models.JSONField(help_text="The rulebook as it was when the run began")
    from_on = models.DateField()
    to_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    cursor = models.PositiveBigIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField(null=True, help_text="When a worker last moved it")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"lab run {self.pk} {self.state}"


class LabRow(models.Model):
    """One submission under the policy it had and under the one that is tried."""

    run = models.ForeignKey(LabRun, on_delete=models.CASCADE, related_name="rows")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    band_before = models.CharField(max_length=10)
    band_after = models.CharField(max_length=10)
    added = ArrayField(models.CharField(max_length=200), default=list)
    removed = ArrayField(models.CharField(max_length=200), default=list)
    refused = models.BooleanField(default=False)
    wait_before = models.FloatField(default=0, help_text="Expected business hours of approvals")
    wait_after = models.FloatField(default=0)
    is_changed = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["run", "submission"], name="replayed_once")]
        indexes = [
            models.Index(fields=["run", "id"], condition=models.Q(is_changed=True), name="lab_changed")
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} in {self.run_id}"
