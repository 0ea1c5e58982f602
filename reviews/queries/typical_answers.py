"""How the functions answered for signed terms of the same types: what a forecast goes by once it can."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from statistics import median_high

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from contracts.models import DraftState
from reviews.models import Review

FEWEST_DEALS = 3
"""Signed deals with an answer below which the playbook's guess stands."""

MOST_ANSWERS = 60
"""The newest answers of a function to a type that are read."""

Triple = tuple[int, int, int]
FIELDS = (
    "level",
    "once_low",
    "once_likely",
    "once_high",
    "monthly_low",
    "monthly_likely",
    "monthly_high",
)


@dataclass(frozen=True)
class TypicalAnswer:
    """Medians of level (1 to 5) and of each of the three points of effort, in minutes once and a month; of
    two in the middle the higher."""

    level: int
    once: Triple
    monthly: Triple


TypicalAnswers = Mapping[tuple[str, str], TypicalAnswer]
"""By code of the type and of the function."""


def typical_answers(types: Collection[str]) -> TypicalAnswers:
    """Of each type and function with answers in at least FEWEST_DEALS signed deals; one query."""
    newest = Window(
        RowNumber(),
        partition_by=[F("request__term__type__code"), F("request__function")],
        order_by=[F("answered_at").desc(), F("pk").desc()],
    )
    answers = Review.objects.filter(
        replaced_at=None,
        request__term__type__code__in=types,
        request__term__draft__state=DraftState.SIGNED,
    )
    rows = (
        answers.annotate(place=newest)
        .filter(place__lte=MOST_ANSWERS)
        .order_by()
        .values_list(
            "request__term__type__code", "request__function__code", "request__term__draft__deal", *FIELDS
        )
    )
    found: dict[tuple[str, str], list[tuple[int, ...]]] = defaultdict(list)
    deals: dict[tuple[str, str], set[int]] = defaultdict(set)
    for type_code, function, deal, *figures in rows:
        found[type_code, function].append(tuple(figures))
        deals[type_code, function].add(deal)
    return {key: _typical(rows) for key, rows in found.items() if len(deals[key]) >= FEWEST_DEALS}


def _typical(rows: list[tuple[int, ...]]) -> TypicalAnswer:
    """Medians, point by point, keep the order of the points."""
    level, *points = (median_high(column) for column in zip(*rows, strict=True))
    return TypicalAnswer(level, (points[0], points[1], points[2]), (points[3], points[4], points[5]))
