"""Which draft in review, signed a month later, would empty an overfull month most."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.models import Function
from contracts.models import Deal
from insights.queries.forward_load import CERTAIN, MonthLoad
from insights.statistics.postponing import Postponed, best_postponed


@dataclass(frozen=True)
class Delay:
    """A deal whose signing a month later leaves `minutes` in the function's first month over its capacity."""

    serial: int
    customer: str
    minutes: int


def delays_of(loads: Mapping[Function, Sequence[MonthLoad]]) -> dict[str, Delay]:
    """By the function's name, where one deal helps; one query. What is clear to sign is not put off."""
    found = {function.name: best for function, row in loads.items() if (best := _best(row))}
    deals = Deal.objects.select_related("customer").in_bulk([best.key for best in found.values()])
    return {
        name: Delay(deals[best.key].serial, deals[best.key].customer.name, best.minutes)
        for name, best in found.items()
    }


def _best(row: Sequence[MonthLoad]) -> Postponed | None:
    full = next((place for place, load in enumerate(row) if load.is_over), None)
    if full is None:
        return None
    parts: defaultdict[int, list[int]] = defaultdict(lambda: [0] * len(row))
    for place, load in enumerate(row):
        for each in load.likely:
            if each.chance < CERTAIN:
                parts[each.deal_id][place] += each.weighted
    return best_postponed([load.minutes for load in row], row[full].capacity, full, parts)
