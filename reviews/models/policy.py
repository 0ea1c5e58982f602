from typing import Any

from django.conf import settings
from django.db import models


class PolicyVersion(models.Model):
    """One edition of the scoring and approval policy; written once (a trigger refuses changes).

    `document` holds `engine` (the scoring policy of DD:1.0), `approvals` (band code to steps, each
    `{number, approver, count}`) and `exchange_rates` (per mille of the company's currency).
    """

    number = models.PositiveIntegerField(unique=True)
    label = models.CharField(max_length=60)
    document = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)
    note = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"Policy {self.number}"

    @property
    def steps_by_band(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = self.document["approvals"]
        return found
