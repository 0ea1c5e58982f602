"""What was said of cells and how hard they turned out, from roll-ups (docs/outcomes.md, section 4, item
5)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Sum

from accounts.models import Function, User
from contracts.models import Deal, TermType
from insights.filters import Filter
from insights.models import CellDay, TypeDay
from insights.models.cell_day import LEVEL_BINS
from insights.queries.slices import handovers, of_days
from insights.queries.turned_out import complete_day_90
from outcomes.models import RealisedCell


@dataclass(frozen=True)
class Cells:
    """Sums over cells of deals signed in the year up to the period's end; `key` is a type's code or a
    function's id. Doses in micro-doses, minutes over the whole contract, levels counted by level 1 to 5."""

    key: Any
    cells: int
    n90: int
    undisclosed90: int
    said_levels: list[int]
    was_levels: list[int]
    said_dose: int
    was_dose: int
    said_minutes: int
    was_minutes: int
    y_sum: int
    y_squared: int


@dataclass(frozen=True)
class TypedDeals:
    """Deals `signed` with a non-standard term of one type, known or found later; of the `n` of them with a
    90-day outcome, how many were `bad`."""

    signed: int = 0
    bad: int = 0
    n: int = 0


COUNTS = ("cells", "n90", "undisclosed90")
SUMMED = (*COUNTS, "said_dose", "was_dose", "said_minutes", "was_minutes", "y_sum", "y_squared")


def cells_by(
    key: str, chosen: Filter, *, type_code: str = "", function: Function | None = None
) -> list[Cells]:
    """By `type_code` or `function`, of one type or one function only if said; most real pain first."""
    rows = of_days(CellDay.objects.all(), chosen, chosen.year_first_on, chosen.last_on)
    if type_code:
        rows = rows.filter(type_code=type_code)
    if function is not None:
        rows = rows.filter(function=function)
    sums = {f"{name}_": Sum(name) for name in SUMMED}
    bins = {
        f"{name}_{bin_}": Sum(F(f"{name}_levels__{bin_}"))
        for name in ("said", "was")
        for bin_ in range(LEVEL_BINS)
    }
    found = rows.values(key).annotate(**sums, **bins).order_by("-was_dose_", "-cells_", key)
    return [_cells(key, row) for row in found]


def _cells(key: str, row: dict[str, Any]) -> Cells:
    return Cells(
        key=row[key],
        said_levels=[row[f"said_{bin_}"] or 0 for bin_ in range(LEVEL_BINS)],
        was_levels=[row[f"was_{bin_}"] or 0 for bin_ in range(LEVEL_BINS)],
        **{name: int(row[f"{name}_"]) for name in SUMMED},
    )


def deals_by_type(chosen: Filter) -> dict[str, TypedDeals]:
    """By type code, over the same time."""
    rows = of_days(TypeDay.objects.all(), chosen, chosen.year_first_on, chosen.last_on)
    summed = rows.values_list("type_code").annotate(Sum("deals"), Sum("bad90"), Sum("n90"))
    return {code: TypedDeals(*sums) for code, *sums in summed}


def cells_behind(
    user: User, chosen: Filter, *, type_code: str = "", function: Function | None = None
) -> QuerySet[RealisedCell]:
    """The cells with an outcome, of deals that the person may see; what turned out hardest beyond what was
    said first."""
    found = _cells_of(chosen).filter(realised__handover__deal__in=Deal.objects.visible_to(user))
    if type_code:
        found = found.filter(type_code=type_code)
    if function is not None:
        found = found.filter(function=function)
    worse = F("was_dose") - F("said_dose")
    return found.select_related("realised__handover__deal__customer", "function").order_by(
        worse.desc(), "-pk"
    )


def type_names(codes: Collection[str] | None = None) -> dict[str, str]:
    """Name by code, as the newest playbook that has the type calls it."""
    found = TermType.objects.filter(playbook__published_at__isnull=False)
    if codes is not None:
        found = found.filter(code__in=codes)
    return dict(found.order_by("playbook__number").values_list("code", "name"))


def _cells_of(chosen: Filter) -> QuerySet[RealisedCell]:
    signed = handovers(chosen, chosen.year_first_on, chosen.last_on)
    return RealisedCell.objects.filter(
        realised__in=complete_day_90().filter(handover__in=signed, handover__is_scored=True)
    )
