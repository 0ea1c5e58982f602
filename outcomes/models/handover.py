from __future__ import annotations

from django.db import models

from accounts.models import User
from contracts.models import Deal, Draft, DraftState
from reviews.models import Signing


class HandoverQuerySet(models.QuerySet["Handover"]):
    def visible_to(self, user: User) -> HandoverQuerySet:
        return self.filter(deal__in=Deal.objects.visible_to(user))

    def standing(self) -> HandoverQuerySet:
        """Of contracts that are signed and not voided since."""
        return self.filter(draft__state=DraftState.SIGNED)


class Handover(models.Model):
    """A signed deal as it went to those who deliver it, with what was said of it at signature.

    Doses are micro-doses of DD:1.0: `dose` D = root(S) + E + K, `base_dose` the same without K. Amounts are
    minor units of the company's currency. `rav` is the risk-adjusted value (docs/outcomes.md, section 4.4).
    What was never scored completely, because glass was broken, is zero and BLOCKED, and `is_scored` says so.
    """

    signing = models.OneToOneField(Signing, on_delete=models.PROTECT, related_name="handover")
    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="handovers")
    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="handover")
    signed_on = models.DateField()
    live_on = models.DateField(help_text="Go-live: one-off work is due, recurring work begins")
    ends_on = models.DateField(help_text="Last day of the contract")
    is_scored = models.BooleanField(default=True)
    tenths = models.PositiveSmallIntegerField(default=0)
    band = models.CharField(max_length=10, default="AUTO", help_text="The gate that was passed")
    dose = models.PositiveBigIntegerField(default=0)
    base_dose = models.PositiveBigIntegerField(default=0)
    severity_dose = models.PositiveBigIntegerField(default=0, help_text="root(S)")
    effort_dose = models.PositiveBigIntegerField(default=0, help_text="E")
    capacity_dose = models.PositiveBigIntegerField(default=0, help_text="K")
    value = models.PositiveBigIntegerField(help_text="Committed value")
    margin_value = models.PositiveBigIntegerField(help_text="Committed value * standard margin")
    cost_mean = models.PositiveBigIntegerField(default=0)
    cost_p80 = models.PositiveBigIntegerField(default=0)
    cost_p95 = models.PositiveBigIntegerField(default=0)
    rav = models.BigIntegerField(default=0)
    felt_right = models.BooleanField(null=True, help_text="No as soon as one reviewer said no")
    made_at = models.DateTimeField()

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_on", "-id"]
        indexes = [models.Index(fields=["signed_on"], name="handovers_by_day")]

    def __str__(self) -> str:
        return f"{self.deal} signed on {self.signed_on}"
