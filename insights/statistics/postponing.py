"""Which deals, were they signed a month later, would make room in a month that is too full."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Postponed:
    """`key` names the deal; `minutes` is what the full month then holds."""

    key: int
    minutes: int


def helpful(loads: Sequence[int], full: int, deals: Mapping[int, Sequence[int]]) -> list[Postponed]:
    """Deals whose move by one month empties the month at the place `full`, those that do it most first.

    `loads` are minutes by month, and `deals` hold each movable deal's part of them, by month as well.
    """
    moved = [Postponed(key, _moved(loads, parts)[full]) for key, parts in deals.items()]
    return sorted((one for one in moved if one.minutes < loads[full]), key=lambda one: (one.minutes, one.key))


def overfills(loads: Sequence[int], capacity: int, parts: Sequence[int]) -> bool:
    """Does moving a deal with these parts take a month over its capacity, or further over it?"""
    after = _moved(loads, parts)
    return any(new > max(old, capacity) for old, new in zip(loads, after, strict=True))


def _moved(loads: Sequence[int], parts: Sequence[int]) -> list[int]:
    """What begins with the first month has nothing before it; what leaves the last is not looked at."""
    return [load - part + before for load, part, before in zip(loads, parts, [0, *parts[:-1]], strict=True)]
