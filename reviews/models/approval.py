from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from reviews.models.score import Score
from reviews.models.submission import Submission


class Decision(models.TextChoices):
    APPROVE = "approve", "Approved"
    CONDITIONS = "approve_with_conditions", "Approved with conditions"
    SEND_BACK = "send_back", "Sent back"
    REJECT = "reject", "Rejected"


class Approval(models.Model):
    """One approver's decision on exactly one submission and one score, with the roles held then.

    It stands until it is voided; the row itself never changes otherwise. One decision counts in every
    step that waits for the person, a row each. `tested` holds what the step's rules looked at, so that a
    later draft can be compared; a kept approval says from which it was carried and why.
    """

    class VoidCause(models.TextChoices):
        NEXT_DRAFT = "next_draft", "A next draft took its place"
        FACTS = "facts", "What it was given on has changed"
        ENDED = "ended", "The draft's review ended"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="approvals")
    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="approvals")
    draft_digest = models.CharField(max_length=64)
    step = models.PositiveSmallIntegerField()
    step_key = models.CharField(max_length=160)
    tested = models.JSONField(default=dict)
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    carried_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    kept_because = models.CharField(max_length=300, blank=True)
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="approvals")
    roles_held = ArrayField(models.CharField(max_length=30))
    decision = models.CharField(max_length=30, choices=Decision.choices)
    note = models.TextField(max_length=4000, blank=True, help_text="Reason or conditions")
    at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)
    void_cause = models.CharField(max_length=10, choices=VoidCause.choices, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "step_key", "approver"],
                condition=Q(voided_at=None),
                name="one_decision_a_step_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.approver_id} {self.decision} step {self.step}"

    @property
    def is_approval(self) -> bool:
        return self.decision in {Decision.APPROVE, Decision.CONDITIONS}
