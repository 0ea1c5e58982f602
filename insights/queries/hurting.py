"""Which types of term hurt most, read from the roll-up of cells."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from contracts.models import TermType
from insights.filters import Filter
from insights.models import CellDay
from insights.models.cell_day import LEVEL_BINS
from insights.queries.slices import of_days


@dataclass(frozen=True)
class HurtingType:
    """Cells of one type: `signed` in the four quarters, `n` of them with a 90-day outcome. Histograms of
    levels 1 to 5, minutes over the whole contract, and the share of the realised dose in micro-doses."""

    code: str
    name: str
    signed: int
    n: int
    undisclosed: int
    said_levels: tuple[int, ...]
    was_levels: tuple[int, ...]
    said_minutes: int
    was_minutes: int
    was_dose: int


def hurting_types(chosen: Filter) -> list[HurtingType]:
    """All types, the one with most real pain first; two queries."""
    days = of_days(CellDay.objects.all(), chosen, chosen.year_first_on, chosen.last_on)
    levels = {f"said{level}": Sum(f"said_levels__{level}") for level in range(LEVEL_BINS)}
    levels |= {f"was{level}": Sum(f"was_levels__{level}") for level in range(LEVEL_BINS)}
    rows: Any = days.values("type_code").annotate(
        signed=Sum("cells"),
        n=Sum("n90"),
        found=Sum("undisclosed90"),
        said_time=Sum("said_minutes"),
        was_time=Sum("was_minutes"),
        pain=Sum("was_dose"),
        **levels,
    )
    names = names_of_types()
    found = [
        HurtingType(
            code=row["type_code"],
            name=names.get(row["type_code"], row["type_code"]),
            signed=row["signed"],
            n=row["n"],
            undisclosed=row["found"],
            said_levels=tuple(row[f"said{level}"] for level in range(LEVEL_BINS)),
            was_levels=tuple(row[f"was{level}"] for level in range(LEVEL_BINS)),
            said_minutes=row["said_time"],
            was_minutes=row["was_time"],
            was_dose=row["pain"],
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (-one.was_dose, -one.signed, one.name))


def names_of_types() -> dict[str, str]:
    """By code, as the newest playbook that knows the type calls it."""
    return dict(TermType.objects.order_by("playbook_id").values_list("code", "name"))
