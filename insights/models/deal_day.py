from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from insights.models.slice import Slice

SCORE_BINS = 20
"""Bins of five points: 0 to 4.9, 5 to 9.9 and so on; 95 to 100 is the last."""


class DealDay(Slice):
    """Deals signed on one day, by band and owner: sums, and a histogram of their scores.

    Doses are micro-doses, amounts minor units of the company's currency. `margin_value` and `rav` are those
    of scored deals, which `scores` counts. `new_*` are deals of new business or a customer's first,
    `standard_*` those without a non-standard term, `long_*` those of more than two years. Of the `n90` deals
    with a complete 90-day outcome: what was said and what was real (base doses), how many were bad, how many
    cost no more than the predicted P80, and sums of y = ln((D90 + d) / (D0 + d)) and y squared in millionths,
    d = 50,000 (docs/outcomes.md, section 4).
    """

    on = models.DateField()
    band = models.CharField(max_length=10)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    deals = models.PositiveIntegerField()
    value = models.PositiveBigIntegerField()
    margin_value = models.PositiveBigIntegerField()
    rav = models.BigIntegerField()
    dose = models.PositiveBigIntegerField()
    dose_squared = models.DecimalField(max_digits=30, decimal_places=0, help_text="Sum of squares of dose")
    points = models.PositiveBigIntegerField(help_text="Sum of scores, in tenths")
    scores = ArrayField(models.PositiveIntegerField(), size=SCORE_BINS)
    new_deals = models.PositiveIntegerField(default=0)
    new_value = models.PositiveBigIntegerField(default=0)
    standard_deals = models.PositiveIntegerField(default=0)
    standard_value = models.PositiveBigIntegerField(default=0)
    long_deals = models.PositiveIntegerField(default=0)
    long_value = models.PositiveBigIntegerField(default=0)
    n90 = models.PositiveIntegerField(default=0)
    said90 = models.PositiveBigIntegerField(default=0)
    real90 = models.PositiveBigIntegerField(default=0)
    bad90 = models.PositiveIntegerField(default=0)
    within_p80 = models.PositiveIntegerField(default=0)
    y_sum = models.BigIntegerField(default=0)
    y_squared = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["on", "band", "owner", "kind", "country", "lines"], name="deal_day_once"
            )
        ]
        indexes = [models.Index(fields=["country", "lines"], name="deal_days_by_slice")]

    def __str__(self) -> str:
        return f"{self.on}: {self.deals} deals"
