"""Load of the coming months: signed from the roll-up, likely from the drafts in review now.

Per function and month: committed / and weighted pipeline, against 85 % and 100 % (docs/scoring.md, sections 5
and 10, item 3). A draft that is clear to sign counts in full, one in review by the share that is won.
Capacity is everybody's, so overload is judged on everybody's load whatever a page is narrowed to; what it is
narrowed to stands beside it as a part.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet, Sum

from accounts.models import Function
from contracts.models import DraftState
from insights.filters import Filter
from insights.models import LoadMonth
from insights.queries.narrowing import narrowed_by_deal
from insights.queries.slices import narrowed
from insights.statistics.overload import chance_of_overload
from reviews.loads import months_from
from reviews.models import ScoredLoad, SignedLoad
from reviews.queries.win_share import win_share

LIVE = (DraftState.IN_REVIEW, DraftState.CLEARED)
CERTAIN = 100
MOST_CAUSES = 3
MOST_JOINED = 100


@dataclass(frozen=True)
class Likely:
    """Minutes that a draft, not signed yet, would bring; `chance` in per cent."""

    deal_id: int
    minutes: int
    chance: int

    @property
    def weighted(self) -> int:
        return self.minutes * self.chance // 100


@dataclass(frozen=True)
class LoadPart:
    """What the page is narrowed to brings of a month, in minutes."""

    signed: int
    pipeline: int

    @property
    def minutes(self) -> int:
        return self.signed + self.pipeline


@dataclass(frozen=True)
class MonthLoad:
    """One function in one month, in minutes: the load of all deals. `of_which` is the part that the page is
    narrowed to, None when it is not narrowed."""

    function: Function
    month_on: date
    signed: int
    capacity: int
    likely: tuple[Likely, ...] = field(default=())
    of_which: LoadPart | None = None

    @property
    def pipeline(self) -> int:
        return _weighted(self.likely)

    @property
    def minutes(self) -> int:
        return self.signed + self.pipeline

    @property
    def is_over(self) -> bool:
        return self.minutes > self.capacity

    @cached_property
    def chance(self) -> float:
        """Of going over capacity, 0 to 1: the exact convolution of the drafts not signed yet."""
        pairs = [(each.chance * 10, each.minutes) for each in self.likely]
        return chance_of_overload(self.signed, pairs, self.capacity)


NO_PART = LoadPart(0, 0)


@dataclass(frozen=True)
class Cause:
    """A deal that brings much of a month's load: minutes weighted by its chance."""

    serial: int
    customer: str
    minutes: int


def forward_load(chosen: Filter, today: date) -> dict[Function, list[MonthLoad]]:
    """Each function's next six months, this one first; four queries, six on a narrowed page."""
    months, share = months_from(today.replace(day=1)), win_share()
    everybody = chosen.widened()
    signed, likely = _signed(everybody, months), _likely(everybody, months, share)
    parts = _parts(chosen, months, share) if chosen.is_narrowed else None
    return {
        function: [
            MonthLoad(
                function=function,
                month_on=month,
                signed=signed.get((function.pk, month), 0),
                capacity=function.monthly_capacity * 60,
                likely=tuple(likely.get((function.pk, month), ())),
                of_which=None if parts is None else parts.get((function.pk, month), NO_PART),
            )
            for month in months
        ]
        for function in Function.objects.all()
    }


def _parts(chosen: Filter, months: list[date], share: int) -> dict[tuple[int, date], LoadPart]:
    signed, likely = _signed(chosen, months), _likely(chosen, months, share)
    return {key: LoadPart(signed.get(key, 0), _weighted(likely.get(key, ()))) for key in {*signed, *likely}}


def _weighted(likely: Iterable[Likely]) -> int:
    return sum(each.weighted for each in likely)


def _signed(chosen: Filter, months: list[date]) -> dict[tuple[int, date], int]:
    rows = narrowed(LoadMonth.objects.filter(month_on__in=months), chosen)
    summed = rows.values_list("function_id", "month_on").annotate(Sum("minutes"))
    return {(function_id, month): minutes for function_id, month, minutes in summed}


def _likely(chosen: Filter, months: list[date], share: int) -> dict[tuple[int, date], list[Likely]]:
    deal = "score__submission__draft__deal"
    rows = likely_loads(chosen).filter(month_on__in=months, minutes__gt=0)
    found: defaultdict[tuple[int, date], list[Likely]] = defaultdict(list)
    names = ("function_id", "month_on", deal, "score__submission__draft__state", "minutes")
    for function_id, month, deal_id, state, minutes in rows.values_list(*names):
        chance = CERTAIN if state == DraftState.CLEARED else share
        found[function_id, month].append(Likely(deal_id, minutes, chance))
    return found


def likely_loads(chosen: Filter) -> QuerySet[ScoredLoad]:
    """Of current drafts in review or clear to sign, narrowed alike."""
    draft = "score__submission__draft"
    rows = ScoredLoad.objects.filter(
        **{"score__is_latest": True, f"{draft}__is_current": True, f"{draft}__state__in": LIVE}
    )
    return narrowed_by_deal(rows, chosen, f"{draft}__deal").order_by()


def signed_loads(chosen: Filter) -> QuerySet[SignedLoad]:
    """Of signed deals, neither voided nor terminated since, narrowed alike."""
    rows = SignedLoad.objects.to_be_done().filter(signing__handover__draft__state=DraftState.SIGNED)
    return narrowed_by_deal(rows, chosen, "signing__handover__deal").order_by()


def causes_of(chosen: Filter, over: list[MonthLoad]) -> dict[tuple[str, date], list[Cause]]:
    """The deals that bring most of each of these months, the heaviest first; three queries."""
    if not over:
        return {}
    share = win_share()
    found: defaultdict[tuple[str, date], list[Cause]] = defaultdict(list)
    for code, month, serial, customer, state, minutes in (
        *_signed_most(chosen, over),
        *_likely_most(chosen, over),
    ):
        weight = share if state == DraftState.IN_REVIEW else CERTAIN
        found[code, month].append(Cause(serial, customer, minutes * weight // 100))
    return {key: sorted(causes, key=lambda one: -one.minutes)[:MOST_CAUSES] for key, causes in found.items()}


Heavy = tuple[str, date, int, str, str, int]
"""Function, month, deal, customer, state of its draft, minutes."""


def _signed_most(chosen: Filter, over: list[MonthLoad]) -> Iterable[Heavy]:
    """Without a filter only the heaviest rows of a month are joined with their deals."""
    parts = []
    for load in over:
        rows = signed_loads(chosen)
        if not chosen.is_narrowed:
            heaviest = SignedLoad.objects.filter(function=load.function, month_on=load.month_on)
            rows = rows.filter(pk__in=heaviest.order_by("-minutes").values("pk")[:MOST_JOINED])
        parts.append(_heaviest(rows, load, "signing__handover__deal", "signing__handover__draft__state"))
    return parts[0].union(*parts[1:], all=True)


def _likely_most(chosen: Filter, over: list[MonthLoad]) -> Iterable[Heavy]:
    draft, rows = "score__submission__draft", likely_loads(chosen)
    parts = [_heaviest(rows, load, f"{draft}__deal", f"{draft}__state") for load in over]
    return parts[0].union(*parts[1:], all=True)


def _heaviest(rows: QuerySet[Any], load: MonthLoad, deal: str, state: str) -> QuerySet[Any, Heavy]:
    of_month = rows.filter(function=load.function, month_on=load.month_on).order_by("-minutes", "pk")
    names = ("function__code", "month_on", f"{deal}__serial", f"{deal}__customer__name", state, "minutes")
    return of_month.values_list(*names)[: 2 * MOST_CAUSES]
