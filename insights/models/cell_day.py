from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import Function
from insights.models.slice import Slice

LEVEL_BINS = 5


class CellDay(Slice):
    """Cells of deals signed on one day, by function and term type: sums and histograms of levels.

    Of the `n90` cells with a complete 90-day outcome (undisclosed terms among them): levels said and
    real, shares of the dose, minutes, and sums of y = ln((was + d) / (said + d)) and y squared in millionths.
    A level of 0, nothing said, is in no bin.
    """

    on = models.DateField()
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+")
    type_code = models.CharField(max_length=60)
    cells = models.PositiveIntegerField()
    minutes = models.PositiveBigIntegerField(help_text="Predicted, over the whole contract")
    levels = ArrayField(models.PositiveIntegerField(), size=LEVEL_BINS)
    n90 = models.PositiveIntegerField(default=0)
    undisclosed90 = models.PositiveIntegerField(default=0)
    said_levels = ArrayField(models.PositiveIntegerField(), size=LEVEL_BINS)
    was_levels = ArrayField(models.PositiveIntegerField(), size=LEVEL_BINS)
    said_dose = models.PositiveBigIntegerField(default=0)
    was_dose = models.PositiveBigIntegerField(default=0)
    said_minutes = models.PositiveBigIntegerField(default=0)
    was_minutes = models.PositiveBigIntegerField(default=0)
    y_sum = models.BigIntegerField(default=0)
    y_squared = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["on", "function", "type_code", "kind", "country", "lines"], name="cell_day_once"
            )
        ]
        indexes = [models.Index(fields=["on"], name="cell_days_by_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.function_id} {self.type_code}: {self.cells}"
