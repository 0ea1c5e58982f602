"""What one person is told, and the words and places that all notices share."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from activity.models import Event
from contracts.models import Deal, Draft


@dataclass(frozen=True)
class Notice:
    """`is_loud`: mailed at once, however the person likes to be mailed."""

    to: User
    text: str
    path: str
    is_loud: bool = False


Writers = Mapping[str, Callable[[Event], Iterable[Notice]]]
"""Verb to who has to hear of it."""


def notices_by(writers: Writers, event: Event) -> list[Notice]:
    """Everyone concerned, once each, without the person who acted and without those signed off."""
    write = writers.get(event.verb)
    if write is None:
        return []
    told = {notice.to.pk: notice for notice in write(event) if notice.to.is_active}
    return [notice for person, notice in told.items() if person != event.by_id]


def draft_of(event: Event) -> Draft:
    return Draft.objects.select_related("deal__owner__reports_to", "deal__customer").get(
        pk=event.facts["draft"]
    )


def deal_title(deal: Deal) -> str:
    return f"{deal.number} {deal.customer.name}"


def title_of(draft: Draft) -> str:
    return deal_title(draft.deal)


def page_of(draft: Draft) -> str:
    return reverse("reviews:deal", args=[draft.deal.serial])


def to_owner(draft: Draft, text: str) -> list[Notice]:
    return [Notice(draft.deal.owner, text, page_of(draft))]
