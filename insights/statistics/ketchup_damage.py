"""What signing late in the quarter costs those who deliver (docs/outcomes.md, section 4.2)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from insights.statistics.few import TooFew
from insights.statistics.ketchup import NEEDS

FunctionMonth = tuple[str, date]
"""A function's code and the first day of a month."""

MINUTES = 60


@dataclass(frozen=True)
class Work:
    """Mean minutes that a signed deal put on a function, evenly over a window, both its days included."""

    deal: int
    signed_on: date
    function: str
    minutes: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Damage:
    """Hours over capacity as signed, the same with signing spread evenly, their difference, and what those
    hours cost at the functions' rates (minor units; negative when spreading would have been worse)."""

    n: int
    hours_as_signed: float
    hours_even: float
    money: int

    @property
    def hours(self) -> float:
        return self.hours_as_signed - self.hours_even


def damage(
    work: Sequence[Work],
    capacity: Mapping[FunctionMonth, int],
    *,
    first_on: date,
    last_on: date,
    committed: Mapping[FunctionMonth, int] | None = None,
    rates: Mapping[str, int] | None = None,
) -> Damage | TooFew:
    """Overload of deals signed from `first_on` to `last_on`, less that of the same deals, in the same order
    and with windows of the same length, signed at even distances over these days.

    `capacity` and what was `committed` before are minutes, `rates` minor units an hour. A month for which a
    function's capacity is not known has no overload.
    """
    signed = sorted({(row.signed_on, row.deal) for row in work})
    if len(signed) < NEEDS:
        return TooFew(len(signed), NEEDS)
    days = (last_on - first_on).days + 1
    moves = {
        deal: first_on + timedelta(days=(2 * place + 1) * days // (2 * len(signed))) - signed_on
        for place, (signed_on, deal) in enumerate(signed)
    }
    before = committed or {}
    as_signed = _overload(work, {}, capacity, before)
    even = _overload(work, moves, capacity, before)
    rate = rates or {}
    cost = sum((as_signed[code] - even[code]) * rate.get(code, 0) for code in set(as_signed) | set(even))
    return Damage(
        n=len(signed),
        hours_as_signed=sum(as_signed.values()) / MINUTES,
        hours_even=sum(even.values()) / MINUTES,
        money=round(cost / MINUTES),
    )


def _overload(
    work: Iterable[Work],
    moves: Mapping[int, timedelta],
    capacity: Mapping[FunctionMonth, int],
    committed: Mapping[FunctionMonth, int],
) -> defaultdict[str, float]:
    """Minutes over capacity by function. What was over before these deals counts on both sides alike."""
    load: defaultdict[FunctionMonth, float] = defaultdict(float, committed)
    for row in work:
        move = moves.get(row.deal, timedelta())
        for month_on, minutes in _by_month(row.starts_on + move, row.ends_on + move, row.minutes):
            load[row.function, month_on] += minutes
    over: defaultdict[str, float] = defaultdict(float)
    for (function, month_on), minutes in load.items():
        limit = capacity.get((function, month_on))
        if limit is not None and minutes > limit:
            over[function] += minutes - limit
    return over


def _by_month(starts_on: date, ends_on: date, minutes: int) -> Iterable[tuple[date, float]]:
    days = (ends_on - starts_on).days + 1
    day = starts_on
    while day <= ends_on:
        next_month = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        until = min(next_month, ends_on + timedelta(days=1))
        yield day.replace(day=1), minutes * (until - day).days / days
        day = next_month
