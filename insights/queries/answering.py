"""How long functions hold reviews, read from the histograms of AnswerDay."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from accounts.models import Function
from insights.filters import Filter
from insights.models import AnswerDay
from insights.models.answer_day import HELD_HOURS
from insights.queries.slices import of_days

BINS = len(HELD_HOURS) + 1


@dataclass(frozen=True)
class Held:
    """Answers of one function in the period: `bins` counts them over HELD_HOURS, `late` those after the
    promised business hours."""

    code: str
    name: str
    promised_hours: int
    answers: int
    late: int
    minutes: int
    bins: tuple[int, ...]


def held_by_function(chosen: Filter) -> list[Held]:
    """Functions that answered anything; two queries."""
    days = of_days(AnswerDay.objects.all(), chosen, chosen.first_on, chosen.last_on)
    summed = {f"bin{index}": Sum(f"held__{index}") for index in range(BINS)}
    rows: Any = days.values("function").annotate(
        all_answers=Sum("answers"), all_late=Sum("late"), all_minutes=Sum("held_minutes"), **summed
    )
    functions = Function.objects.in_bulk()
    return [
        Held(
            code=functions[row["function"]].code,
            name=functions[row["function"]].name,
            promised_hours=functions[row["function"]].response_hours,
            answers=row["all_answers"],
            late=row["all_late"],
            minutes=row["all_minutes"],
            bins=tuple(row[f"bin{index}"] for index in range(BINS)),
        )
        for row in rows
    ]
