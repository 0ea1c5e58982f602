from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from accounts.models import Function
from reviews.models.clearance import Signing


class SignedLoadQuerySet(models.QuerySet["SignedLoad"]):
    def to_be_done(self) -> SignedLoadQuerySet:
        """Without the months after the one in which a contract was terminated."""
        ended = "signing__terminated_on"
        return self.filter(Q(**{ended: None}) | Q(month_on__lte=F(ended)))


class SignedLoad(models.Model):
    """Mean minutes that a signed deal puts on one function in one month, counted from the day of signing.

    One-off work is spread evenly over the delivery window, recurring work from go-live to the contract's end.
    """

    signing = models.ForeignKey(Signing, on_delete=models.PROTECT, related_name="loads")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+")
    month_on = models.DateField(help_text="First day of the month")
    minutes = models.PositiveBigIntegerField()

    objects = SignedLoadQuerySet.as_manager()

    class Meta:
        ordering = ["month_on"]
        constraints = [
            models.UniqueConstraint(fields=["signing", "function", "month_on"], name="signed_load_once"),
        ]
        indexes = [models.Index(fields=["month_on", "function"], name="signed_load_by_month")]

    def __str__(self) -> str:
        return f"{self.function_id} {self.month_on}: {self.minutes} min"
