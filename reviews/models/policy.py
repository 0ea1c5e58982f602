from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    def in_force(self, at: datetime) -> PolicyVersionQuerySet:
        """Versions that apply at a moment, the one that decides first: the latest in force not retired."""
        return self.filter(effective_at__lte=at, retired_at=None).order_by("-effective_at", "-number")


class PolicyVersion(models.Model):
    """One edition of the scoring and approval policy; written once, then only retired (a trigger).

    `document` holds `engine` (the scoring policy of DD:1.0), `rules` (a rulebook of
    reviews/engine/rules) and `exchange_rates` (per mille of the company's currency). Versions of before
    hold `approvals` (band code to steps, each `{number, approver, count}`) in place of `rules`. A version
    that was calibrated holds `learned` as well (outcomes/calibration says what).
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
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    effective_at = models.DateTimeField(help_text="Drafts submitted from then on are under it")
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    retired_because = models.CharField(max_length=300, blank=True)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"Policy {self.number}"


class PolicyDraft(models.Model):
    """A policy that is being written. Publishing makes a version of it; it may be proposed to a second
    person first. `rules` is a rulebook as typed, which may be faulty; `revision` counts its savings, so
    that a second tab does not overwrite the first."""

    name = models.CharField(max_length=80)
    based_on = models.ForeignKey(PolicyVersion, null=True, on_delete=models.PROTECT, related_name="drafts")
    rules = models.JSONField()
    exchange_rates = models.JSONField(default=dict)
    learned = models.JSONField(
        default=dict, blank=True, help_text="What a calibration proposes: uplifts, reviewers, hazard"
    )
    note = models.CharField(max_length=200, blank=True)
    effective_on = models.DateField(null=True, blank=True, help_text="Empty: from publishing on")
    revision = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True)
    published = models.OneToOneField(PolicyVersion, null=True, on_delete=models.PROTECT, related_name="draft")
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-saved_at"]
        indexes = [
            models.Index(
                fields=["-saved_at"],
                condition=Q(published=None, discarded_at=None),
                name="policy_open_drafts",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.published_id is None and self.discarded_at is None
