from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class RevenueTarget(models.Model):
    """What share of bookings the strategy asks for, in per cent; of a measure the latest row is in force,
    and a quarter is measured against the row that was in force at its end.

    `lines` are the product lines that count as new, for NEW_PRODUCTS alone.
    """

    class Measure(models.TextChoices):
        NEW_PRODUCTS = "new_products", "New products"
        NEW_CUSTOMERS = "new_customers", "New customers"
        STANDARD_TERMS = "standard_terms", "Standard terms"
        LONG_CONTRACTS = "long_contracts", "Longer than 2 years"

    measure = models.CharField(max_length=20, choices=Measure.choices)
    share = models.PositiveSmallIntegerField(help_text="Per cent of bookings")
    lines = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["measure", "-set_at", "-id"]
        constraints = [models.CheckConstraint(condition=Q(share__lte=100), name="target_share_to_100")]

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.share} %"
