from django.db import models

from insights.models.slice import Slice


class TypeDay(Slice):
    """Non-standard terms of one type in deals signed on one day, and what became of those deals.

    `n90` are deals with a complete 90-day outcome and a term of the type, disclosed or found later; `bad90`
    those of them that went bad. Each deal counts once, however many functions were asked (docs/outcomes.md).
    """

    on = models.DateField()
    type_code = models.CharField(max_length=60)
    terms = models.PositiveIntegerField(default=0)
    n90 = models.PositiveIntegerField(default=0)
    bad90 = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["on", "type_code", "kind", "country", "lines"], name="type_day_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.type_code}: {self.terms}"
