from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.submission import Submission

KEY_LENGTH = 160


class AskQuerySet(models.QuerySet["Ask"]):
    def standing(self) -> AskQuerySet:
        return self.filter(ended_at=None)

    def open(self) -> AskQuerySet:
        """Those whose turn it is now."""
        return self.standing().filter(opened_at__isnull=False)


class Ask(models.Model):
    """One person is asked to decide one step of a submission; the clock runs while the ask is open.

    It says who was told and since when. Whether a decision counts, the gate derives anew. `principal`
    is for whom the person stands in. `opened_at` is empty while an earlier step of the chain is open.
    A clock that stands has `paused_at`, and `left_minutes` of business time to go.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="asks")
    step_key = models.CharField(max_length=KEY_LENGTH)
    label = models.CharField(max_length=200)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="asks")
    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=200, blank=True)
    nudge_at = models.DateTimeField(null=True, help_text="When the next reminder or escalation is due")
    nudge_count = models.PositiveSmallIntegerField(default=0)
    paused_at = models.DateTimeField(null=True)
    left_minutes = models.IntegerField(null=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "step_key", "person"],
                condition=Q(ended_at=None),
                name="asked_once_a_step",
            )
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(ended_at=None), name="asks_by_person"),
            models.Index(fields=["nudge_at"], condition=Q(ended_at=None), name="asks_by_nudge"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.step_key} of {self.submission_id}"


class Reassignment(models.Model):
    """A step was handed from one person to another, who decides it in that person's place."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="reassignments")
    step_key = models.CharField(max_length=KEY_LENGTH)
    from_person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    to_person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_person=models.F("to_person")), name="reassigned_to_somebody_else"
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_person_id} to {self.to_person_id}"


class AddedApprover(models.Model):
    """Somebody who has to approve a deal as well, beside what the policy asks; nobody is taken away.

    Released once the person cannot decide any more: then nobody waits for them."""

    deal = models.ForeignKey("contracts.Deal", on_delete=models.PROTECT, related_name="added_approvers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    release_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "person"], condition=Q(released_at=None), name="added_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on deal {self.deal_id}"


class Evidence(models.Model):
    """What shows that a required check of the policy holds for a submission: words or a link."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="evidence")
    check_key = models.CharField(max_length=KEY_LENGTH)
    text = models.TextField(max_length=2000)
    tested = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    carried_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "check_key"], condition=Q(withdrawn_at=None), name="evidence_once"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
