from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def in_force(self, on: dt.date) -> DelegationQuerySet:
        return self.filter(ended_at=None, starts_on__lte=on, ends_on__gte=on)

    def covering(self, scope: str) -> DelegationQuerySet:
        return self.filter(scope__in=[Delegation.Scope.ALL, scope])


class Delegation(models.Model):
    """Somebody is away, first to last day inclusive, and who stands in; nobody, when `taker` is empty."""

    class Scope(models.TextChoices):
        ALL = "all", "Reviews and approvals"
        REVIEWS = "reviews", "Reviews"
        APPROVALS = "approvals", "Approvals"

    giver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences")
    taker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="stands_in"
    )
    scope = models.CharField(max_length=10, choices=Scope.choices, default=Scope.ALL)
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, help_text="When somebody ended it early")
    began_at = models.DateTimeField(null=True, help_text="When its first day was noticed")
    over_at = models.DateTimeField(null=True, help_text="When its end was noticed")

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="away_in_order"),
            models.CheckConstraint(
                condition=Q(taker=None) | ~Q(taker=F("giver")), name="nobody_stands_in_for_themselves"
            ),
        ]
        indexes = [models.Index(fields=["ends_on"], condition=Q(ended_at=None), name="away_until")]

    def __str__(self) -> str:
        return f"{self.giver_id} away {self.starts_on} to {self.ends_on}"
