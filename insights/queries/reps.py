"""Pain per rep at 90 days, from roll-ups (docs/outcomes.md, section 4.6)."""

from collections.abc import Hashable, Iterable
from typing import Any

from django.db.models import QuerySet, Sum

from accounts.models import User
from insights.filters import Filter
from insights.models import DealDay
from insights.queries.slices import of_days
from insights.statistics.reps import RepRow


def rep_rows(chosen: Filter) -> list[RepRow]:
    """One row a rep with a 90-day outcome of a deal signed in the year up to the period's end."""
    summed = (
        _of_year(chosen)
        .filter(n90__gt=0)
        .values("owner")
        .annotate(n=Sum("n90"), y=Sum("y_sum"), yy=Sum("y_squared"))
        .order_by("owner")
    )
    return [RepRow(row["owner"], row["n"], row["y"], row["yy"]) for row in summed]


def names_of(people: Iterable[Any]) -> dict[Hashable, str]:
    return dict(User.objects.filter(pk__in=people).values_list("pk", "name"))


def outcome_sums(chosen: Filter) -> dict[str, int]:
    """`n`, `y`, `yy`, `bad` over the same deals."""
    summed = _of_year(chosen).aggregate(
        n=Sum("n90", default=0),
        y=Sum("y_sum", default=0),
        yy=Sum("y_squared", default=0),
        bad=Sum("bad90", default=0),
    )
    return {name: int(value) for name, value in summed.items()}


def _of_year(chosen: Filter) -> QuerySet[DealDay]:
    return of_days(DealDay.objects.all(), chosen, chosen.year_first_on, chosen.last_on)
