"""Deals as the API lists them: with their current draft and the time of their latest event."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Prefetch, QuerySet, Subquery

from accounts.models import User
from activity.models import Event
from contracts.models import Deal, Draft
from contracts.queries.chains import chain_of
from contracts.queries.deals import deals_for


def listed_deals(user: User) -> QuerySet[Deal]:
    """Deals that the person may see, with `updated_at` and, in the list `current`, the current draft."""
    events = Event.objects.filter(chain_id=chain_of("pk")).order_by("-position")
    current = Prefetch("drafts", Draft.objects.filter(is_current=True), to_attr="current")
    return deals_for(user).annotate(updated_at=Subquery(events.values("at")[:1])).prefetch_related(current)


def narrowed_deals(
    user: User,
    *,
    states: Collection[str] = (),
    is_mine: bool = False,
    updated_since: dt.datetime | None = None,
) -> QuerySet[Deal]:
    """The same, narrowed by state of the current draft, to own deals, or to what changed since a time."""
    deals = listed_deals(user)
    if states:
        deals = deals.filter(pk__in=Draft.objects.filter(is_current=True, state__in=states).values("deal"))
    if is_mine:
        deals = deals.filter(owner=user)
    if updated_since is not None:
        deals = deals.filter(updated_at__gte=updated_since)  # type: ignore[misc]  # annotated by listed_deals
    return deals
