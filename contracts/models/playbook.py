from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models


class PlaybookVersion(models.Model):
    """One edition of the company's term types; immutable once published (a trigger refuses changes)."""

    number = models.PositiveIntegerField(unique=True)
    note = models.CharField(max_length=200, blank=True, help_text="What is new in this version")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"Playbook {self.number}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class TermType(models.Model):
    """A kind of clause, with what the company offers and who must review anything else."""

    class Better(models.TextChoices):
        LOWER = "lower", "The lower, the better for us"
        HIGHER = "higher", "The higher, the better for us"

    playbook = models.ForeignKey(PlaybookVersion, on_delete=models.PROTECT, related_name="types")
    code = models.SlugField(max_length=60)
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=100)
    category = models.CharField(max_length=60)
    functions = ArrayField(models.CharField(max_length=3), help_text="Codes of those who review a deviation")
    unit = models.CharField(max_length=60, blank=True, help_text="Empty: the ask is not compared by value")
    value_label = models.CharField(max_length=80, blank=True)
    better = models.CharField(max_length=6, choices=Better.choices, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    least = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    most = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    walk_away = models.TextField(blank=True)
    guidance_ask = models.TextField(blank=True, help_text="What to ask the customer")
    guidance_offer = models.TextField(blank=True, help_text="What to offer instead")
    typical_level = models.PositiveSmallIntegerField(default=3, help_text="1 to 5; for the forecast only")
    effort_low = models.PositiveIntegerField(default=0, help_text="Minutes in the first year")
    effort_likely = models.PositiveIntegerField(default=0)
    effort_high = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["playbook", "code"], name="type_once_a_playbook")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_compared_by_value(self) -> bool:
        return bool(self.unit)

    def is_at_least_as_good(self, value: Decimal, limit: Decimal) -> bool:
        """Is `value` as good for us as `limit`, or better?"""
        return value <= limit if self.better == self.Better.LOWER else value >= limit


class Rung(models.Model):
    """One position of a type's ladder: 0 is the standard, then the fallbacks down to the walk-away."""

    type = models.ForeignKey(TermType, on_delete=models.PROTECT, related_name="rungs")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=40)
    summary = models.CharField(max_length=100)
    wording = models.TextField(max_length=10_000)
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    is_pre_approved = models.BooleanField(default=False)
    functions = ArrayField(models.CharField(max_length=3), default=list, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["type", "position"], name="rung_once")]

    def __str__(self) -> str:
        return f"{self.label}: {self.summary}"
