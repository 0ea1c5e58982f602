from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from contracts.models import Deal
from outcomes.models.handover import Handover
from outcomes.models.incident import Incident


class RenewalQuerySet(models.QuerySet["Renewal"]):
    def visible_to(self, user: User) -> RenewalQuerySet:
        return self.filter(handover__deal__in=Deal.objects.visible_to(user))


class Renewal(models.Model):
    """When a signed contract can be renewed: the day by which notice must be given, our own day to start
    preparing, and the renewal deal once it was opened."""

    class Result(models.TextChoices):
        RENEWED = "renewed", "Renewed"
        EXPANDED = "expanded", "Expanded"
        CHURNED = "churned", "Not renewed"

    handover = models.OneToOneField(Handover, on_delete=models.PROTECT, related_name="renewal")
    notice_on = models.DateField()
    prepare_on = models.DateField()
    deal = models.OneToOneField(Deal, null=True, on_delete=models.PROTECT, related_name="renewal_of")
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    result = models.CharField(max_length=10, choices=Result.choices, blank=True)
    decided_on = models.DateField(null=True)
    incident = models.ForeignKey(
        Incident,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="What told the result; null where a person or a signature said it",
    )
    reminded_on = models.DateField(null=True)

    objects = RenewalQuerySet.as_manager()

    class Meta:
        ordering = ["notice_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(prepare_on__lte=F("notice_on")), name="prepare_before_notice")
        ]
        indexes = [
            models.Index(fields=["prepare_on"], condition=Q(deal=None, result=""), name="renewals_to_open")
        ]

    def __str__(self) -> str:
        return f"renewal of {self.handover_id}"
