from django.db import models

from accounts.models import Function
from insights.models.slice import Slice


class LoadMonth(Slice):
    """Mean minutes of signed deals on one function in one month."""

    month_on = models.DateField()
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month_on", "function", "kind", "country", "lines"], name="load_month_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month_on} {self.function_id}: {self.minutes} min"
