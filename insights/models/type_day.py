from django.db import models

from insights.models.slice import Slice


class TypeDay(Slice):
    """Deals signed on one day with a non-standard term of one type, known at signature or found later.

    `n90` of the `deals` have a complete 90-day outcome, `bad90` of those went bad. Each deal counts once,
    however many such terms it has and however many functions were asked.
    """

    on = models.DateField()
    type_code = models.CharField(max_length=60)
    deals = models.PositiveIntegerField(default=0)
    n90 = models.PositiveIntegerField(default=0)
    bad90 = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["on", "type_code", "kind", "country", "lines"], name="type_day_once"
            )
        ]
        indexes = [models.Index(fields=["on"], name="type_days_by_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.type_code}: {self.deals}"
