"""Narrow roll-ups and signed deals by what the address says."""

from datetime import date
from typing import TypeVar

from django.db.models import QuerySet

from accounts.models import User
from contracts.models import Deal
from insights.filters import Filter
from insights.models.slice import Slice
from insights.queries.narrowing import narrowed_by_deal
from outcomes.models import Handover

Rolled = TypeVar("Rolled", bound=Slice)


def narrowed(rows: QuerySet[Rolled], chosen: Filter) -> QuerySet[Rolled]:
    """Roll-up rows by kind, region and product line, without order, ready to be summed."""
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if chosen.region:
        rows = rows.filter(country=chosen.region)
    if chosen.line:
        rows = rows.filter(lines__contains=[chosen.line])
    return rows.order_by()


def of_days(rows: QuerySet[Rolled], chosen: Filter, first_on: date, last_on: date) -> QuerySet[Rolled]:
    """The same for rows of days, from the first to the last, both included."""
    return narrowed(rows, chosen).filter(on__range=(first_on, last_on))


def handovers(chosen: Filter, first_on: date, last_on: date) -> QuerySet[Handover]:
    """Signed deals, not voided since, narrowed alike: the base of every statistic."""
    found = Handover.objects.standing().filter(signed_on__range=(first_on, last_on))
    return narrowed_by_deal(found, chosen, "deal")


def handovers_for(user: User, chosen: Filter, first_on: date, last_on: date) -> QuerySet[Handover]:
    """Those of them that the person may see, for lists."""
    return handovers(chosen, first_on, last_on).filter(deal__in=Deal.objects.visible_to(user))
