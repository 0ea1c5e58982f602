from django.conf import settings
from django.db import models

from reviews.models import PolicyDraft


class Calibration(models.Model):
    """One run of the calibration: what the outcomes up to then teach, and the policy that it proposes.

    `learned` are the parameters (outcomes/calibration), `report` what was measured: n, base rate, Brier, log
    loss, ECE, reliability table, AUC with interval, and what each guard did. `problem` says in a sentence
    why there is none; empty otherwise.
    """

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: the monthly run",
    )
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    outcome_count = models.PositiveIntegerField(default=0)
    bad_count = models.PositiveIntegerField(default=0)
    learned = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    problem = models.CharField(max_length=300, blank=True)
    proposal = models.OneToOneField(
        PolicyDraft, null=True, on_delete=models.PROTECT, related_name="calibration"
    )

    class Meta:
        ordering = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return f"calibration of {self.asked_at:%Y-%m-%d}"
