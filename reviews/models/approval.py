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

    It stands until it is voided; the row itself never changes otherwise.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="approvals")
    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="approvals")
    draft_digest = models.CharField(max_length=64)
    step = models.PositiveSmallIntegerField()
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="approvals")
    roles_held = ArrayField(models.CharField(max_length=30))
    decision = models.CharField(max_length=30, choices=Decision.choices)
    note = models.TextField(max_length=4000, blank=True, help_text="Reason or conditions")
    at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "approver"], condition=Q(voided_at=None), name="one_decision_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.approver_id} {self.decision} step {self.step}"

    @property
    def is_approval(self) -> bool:
        return self.decision in {Decision.APPROVE, Decision.CONDITIONS}
