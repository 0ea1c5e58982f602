"""What signing late in the quarter cost those who deliver, from the deals of one quarter."""

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Sum

from accounts.models import Function
from dealdesk.kit.months import months_after
from insights.filters import Filter
from insights.models import LoadMonth
from insights.periods import Quarter
from insights.queries.forward_load import signed_loads
from insights.statistics.few import TooFew
from insights.statistics.ketchup_damage import Damage, Work, damage

MOST_DEALS = 300
"""Deals of a quarter above which the comparison is not made for a page."""
HORIZON = 12
"""Months from the quarter's first that are looked at."""


def ketchup_damage(chosen: Filter, quarter: Quarter, deals: int) -> Damage | TooFew | None:
    """Overload as signed against the same deals spread evenly over the quarter (docs/outcomes.md, section
    4.2); None above MOST_DEALS. Each month's share of a deal's work moves with its day of signing. Only the
    chosen deals move; the work of all others lies beneath them, since capacity is shared."""
    if deals > MOST_DEALS:
        return None
    months = [months_after(quarter.first_on, count) for count in range(HORIZON)]
    work = _work(chosen, quarter, months)
    functions = list(Function.objects.all())
    return damage(
        work,
        {(each.code, month): each.monthly_capacity * 60 for each in functions for month in months},
        first_on=quarter.first_on,
        last_on=quarter.last_on,
        committed=_others(months, work),
        rates={each.code: each.cost_rate for each in functions},
    )


def _work(chosen: Filter, quarter: Quarter, months: list[date]) -> list[Work]:
    signed = "signing__handover__signed_on"
    rows = signed_loads(chosen).filter(
        **{f"{signed}__range": (quarter.first_on, quarter.last_on), "month_on__in": months}
    )
    names = ("signing__handover", signed, "function__code", "month_on", "minutes")
    return [
        Work(deal, day, code, minutes, month, months_after(month, 1) - timedelta(days=1))
        for deal, day, code, month, minutes in rows.values_list(*names)
    ]


def _others(months: list[date], work: list[Work]) -> dict[tuple[str, date], int]:
    """Minutes of all other signed deals, whatever the page is narrowed to, from the roll-up."""
    rows = LoadMonth.objects.filter(month_on__in=months).order_by()
    left: defaultdict[tuple[str, date], int] = defaultdict(int)
    for code, month, minutes in rows.values_list("function__code", "month_on").annotate(Sum("minutes")):
        left[code, month] += minutes
    for part in work:
        left[part.function, part.starts_on] -= part.minutes
    return {key: max(0, minutes) for key, minutes in left.items()}
