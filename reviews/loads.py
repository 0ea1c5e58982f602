"""Minutes a month: what a draft's reviews would put on each function, and what is already there."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet, Sum

from accounts.models import Function
from contracts.models import Deal, DraftState
from reviews.engine.limits import MOST_LOAD_MINUTES
from reviews.models import Review, ScoredLoad, SignedLoad
from reviews.queries.win_share import win_share

HORIZON = 6
"""Months looked at from the month of signing."""


def months_from(first: date, count: int = HORIZON) -> list[date]:
    index = first.year * 12 + first.month - 1
    return [date((index + step) // 12, (index + step) % 12 + 1, 1) for step in range(count)]


def load_calendar(deal: Deal, functions: Iterable[Function]) -> dict[str, list[list[int]]]:
    """Per function code and month `[committed, pipeline, capacity]` in minutes, without this deal.

    Committed is what signed deals put on the months since they were signed, and cleared ones by their score;
    pipeline is that of drafts in review by the share of deals that are won (reviews/queries/win_share.py).
    """
    months = months_from(deal.expected_signing_on.replace(day=1))
    signed = standing_load(months).exclude(signing__clearance__submission__draft__deal=deal)
    scored = expected_load(months).exclude(score__submission__draft__deal=deal)
    committed = minutes_by_month(signed)
    for key, minutes in minutes_by_month(in_draft_state(scored, DraftState.CLEARED)).items():
        committed[key] = min(committed.get(key, 0) + minutes, MOST_LOAD_MINUTES)
    pipeline = minutes_by_month(in_draft_state(scored, DraftState.IN_REVIEW))
    share = win_share()
    return {
        function.code: [
            [
                committed.get((function.pk, month), 0),
                pipeline.get((function.pk, month), 0) * share // 100,
                function.monthly_capacity * 60,
            ]
            for month in months
        ]
        for function in functions
    }


def standing_load(months: Iterable[date]) -> QuerySet[SignedLoad]:
    """What contracts that were signed, and neither voided nor terminated since, put on those months."""
    stands = {"signing__clearance__voided_at": None}
    return SignedLoad.objects.to_be_done().filter(**stands, month_on__in=list(months))


def expected_load(months: Iterable[date]) -> QuerySet[ScoredLoad]:
    """What drafts would put on those months by their latest score."""
    return ScoredLoad.objects.filter(score__is_latest=True, month_on__in=list(months))


def in_draft_state(loads: QuerySet[ScoredLoad], state: DraftState) -> QuerySet[ScoredLoad]:
    return loads.filter(score__submission__draft__state=state)


def minutes_by_month(loads: QuerySet[SignedLoad] | QuerySet[ScoredLoad]) -> dict[tuple[int, date], int]:
    """Minutes by function id and month, never more than a score can read."""
    found = loads.values_list("function_id", "month_on").annotate(total=Sum("minutes")).order_by()
    return {(function_id, month): min(total, MOST_LOAD_MINUTES) for function_id, month, total in found}


def mean_minutes(triple: tuple[int, int, int]) -> int:
    """PERT's mean (l + 4m + h) / 6, to the nearest minute."""
    low, likely, high = triple
    return (low + 4 * likely + high + 3) // 6


def own_minutes(
    reviews: Iterable[Review], delivery_months: int, contract_months: int
) -> dict[str, list[int]]:
    """What a draft would put on the months that the score looks at (HORIZON); see `spread_minutes`."""
    return spread_minutes(reviews, delivery_months, contract_months, horizon=HORIZON)


def spread_minutes(
    reviews: Iterable[Review], delivery_months: int, contract_months: int, *, horizon: int
) -> dict[str, list[int]]:
    """Minutes a month by function code: one-off work spread evenly until go-live, recurring after it.

    A delivery window that is longer than `horizon` months ends beyond it. Several answers to one cell count
    by the highest mean, as the merged cell of the score does.
    """
    cells: dict[tuple[int, str], tuple[int, int]] = {}
    for review in reviews:
        key = (review.request.term_id, review.request.function.code)
        once, monthly = cells.get(key, (0, 0))
        cells[key] = max(once, mean_minutes(review.once)), max(monthly, mean_minutes(review.monthly))
    spread: dict[str, list[int]] = defaultdict(lambda: [0] * horizon)
    for (_, code), (once, monthly) in cells.items():
        for month in range(horizon):
            spread[code][month] += _one_off_share(once, month, delivery_months)
            if delivery_months <= month < contract_months:
                spread[code][month] += monthly
    return dict(spread)


def _one_off_share(minutes: int, month: int, delivery_months: int) -> int:
    """Even shares that add up exactly: earlier months take the remainder."""
    if month >= delivery_months:
        return 0
    return minutes // delivery_months + (1 if month < minutes % delivery_months else 0)
