"""Which draft in review, signed a month later, would empty an overfull month most."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.models import Function
from contracts.models import Deal
from insights.queries.forward_load import CERTAIN, MonthLoad
from insights.statistics.postponing import Postponed, helpful, overfills

Parts = Mapping[int, Sequence[int]]
"""Weighted minutes by month of each deal that can still be put off."""


@dataclass(frozen=True)
class Delay:
    """A deal whose signing a month later leaves `minutes` in the function's first month over its capacity."""

    serial: int
    customer: str
    minutes: int


@dataclass(frozen=True)
class _Row:
    """One function: minutes by month, what of them can be put off, and the first month that is over."""

    loads: list[int]
    capacity: int
    parts: Parts
    full: int | None


def delays_of(loads: Mapping[Function, Sequence[MonthLoad]]) -> dict[str, Delay]:
    """By the function's name, where one deal helps and overfills no month of any function; one query. What is
    clear to sign is not put off."""
    rows = {function.name: _row(months) for function, months in loads.items()}
    found = {name: best for name, row in rows.items() if (best := _best(row, rows))}
    deals = Deal.objects.select_related("customer").in_bulk([best.key for best in found.values()])
    return {
        name: Delay(deals[best.key].serial, deals[best.key].customer.name, best.minutes)
        for name, best in found.items()
    }


def _row(months: Sequence[MonthLoad]) -> _Row:
    parts: defaultdict[int, list[int]] = defaultdict(lambda: [0] * len(months))
    for place, load in enumerate(months):
        for each in load.likely:
            if each.chance < CERTAIN:
                parts[each.deal_id][place] += each.weighted
    full = next((place for place, load in enumerate(months) if load.is_over), None)
    capacity = months[0].capacity if months else 0
    return _Row([load.minutes for load in months], capacity, parts, full)


def _best(row: _Row, rows: Mapping[str, _Row]) -> Postponed | None:
    if row.full is None:
        return None
    for one in helpful(row.loads, row.full, row.parts):
        touched = [other for other in rows.values() if one.key in other.parts]
        if not any(overfills(other.loads, other.capacity, other.parts[one.key]) for other in touched):
            return one
    return None
