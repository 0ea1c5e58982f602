"""Which deal, were it signed a month later, would make room in a month that is too full."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Postponed:
    """`key` names the deal; `minutes` is what the full month then holds."""

    key: int
    minutes: int


def best_postponed(
    loads: Sequence[int], capacity: int, full: int, deals: Mapping[int, Sequence[int]]
) -> Postponed | None:
    """The deal whose move by one month empties the month most; None if none helps.

    `loads` and `capacity` are minutes by month, `full` is the place of the month that is over, and `deals`
    hold each movable deal's part of `loads`, by month as well. A move that takes another month over its
    capacity, or further over it, does not help.
    """
    found = None
    for key, parts in deals.items():
        moved = _moved(loads, parts)
        fills_another = any(after > max(before, capacity) for before, after in zip(loads, moved, strict=True))
        if not fills_another and moved[full] < (found.minutes if found else loads[full]):
            found = Postponed(key, moved[full])
    return found


def _moved(loads: Sequence[int], parts: Sequence[int]) -> list[int]:
    """What begins with the first month has nothing before it; what leaves the last is not looked at."""
    return [load - part + before for load, part, before in zip(loads, parts, [0, *parts[:-1]], strict=True)]
