from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import Function
from insights.models.slice import Slice

HELD_HOURS = (1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 32, 40, 60, 80)
"""Upper ends of the bins in business hours; the last bin, the sixteenth, is open."""


class AnswerDay(Slice):
    """Reviews first answered on one day (UTC), by function and term type: how long each was held, in business
    hours without pauses, as a histogram over HELD_HOURS. Answers that were carried over do not count."""

    on = models.DateField()
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+")
    type_code = models.CharField(max_length=60)
    answers = models.PositiveIntegerField()
    late = models.PositiveIntegerField(help_text="Answered after the function's allowed time")
    held_minutes = models.PositiveBigIntegerField()
    held = ArrayField(models.PositiveIntegerField(), size=len(HELD_HOURS) + 1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["on", "function", "type_code", "kind", "country", "lines"], name="answer_day_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.function_id}: {self.answers} answers"
