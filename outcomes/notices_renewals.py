"""Renewals: who hears of them."""

from collections.abc import Iterable

from django.urls import reverse

from activity.models import Event
from dealdesk.kit.spans import day_in_words
from outcomes.models import Renewal
from reviews.notice import Notice, Writers, deal_title


def opened(event: Event) -> Iterable[Notice]:
    """The owner of the signed deal, who has to prepare it now."""
    renewal = _renewal(event)
    if renewal.deal is None:
        return []
    day = day_in_words(renewal.notice_on)
    title, number = deal_title(renewal.handover.deal), renewal.deal.number
    text = f"{title}: its renewal is open as {number}, with the signed terms. Notice must be given by {day}."
    return [Notice(renewal.handover.deal.owner, text, renewal.deal.get_absolute_url())]


def reminded(event: Event) -> Iterable[Notice]:
    """The owner, before the day by which notice must be given."""
    renewal = _renewal(event)
    title, day = deal_title(renewal.handover.deal), day_in_words(renewal.notice_on)
    text = f"{title}: notice must be given by {day}, and nothing is decided yet."
    return [Notice(renewal.handover.deal.owner, text, reverse("outcomes:renewal", args=[renewal.pk]))]


def _renewal(event: Event) -> Renewal:
    return Renewal.objects.select_related("handover__deal__owner", "handover__deal__customer", "deal").get(
        pk=event.facts["renewal"]
    )


WRITERS_RENEWALS: Writers = {"renewal.opened": opened, "renewal.reminded": reminded}
