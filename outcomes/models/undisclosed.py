from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from contracts.models import TermType
from outcomes.models.handover import Handover


class UndisclosedTerm(models.Model):
    """A term found after signing that was never put before the functions. It counts in full from then on,
    and at zero in what was said at signature."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="undisclosed")
    type = models.ForeignKey(TermType, on_delete=models.PROTECT, related_name="+")
    wording = models.TextField(max_length=10_000)
    obligation_count = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    functions = ArrayField(models.CharField(max_length=3))
    found_on = models.DateField()
    found_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(max_length=2000, blank=True, help_text="How it came to light")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.type.name}: {self.wording[:40]}"

    @property
    def key(self) -> str:
        """The term's name in the inputs of a realised dose."""
        return f"U{self.pk}"
