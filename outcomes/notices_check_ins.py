"""Check-ins, incidents and terms that were never disclosed: who hears of them."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from accounts.models import Function, User
from activity.models import Event, Notification
from contracts.models import Deal
from dealdesk.kit.spans import day_in_words
from outcomes.models import Handover, IncidentKind
from reviews.notice import Notice, Writers, deal_title

GRAVE = frozenset({IncidentKind.EXECUTIVE_ESCALATION, IncidentKind.TERMINATION, IncidentKind.NOTICE})


def reminded(event: Event) -> Iterable[Notice]:
    """One notice a person and day: how many wait, and the first by name."""
    person = User.objects.get(pk=event.facts["person"])
    ids = event.facts["check_ins"]
    more = " …" if len(ids) > len(event.facts["named"]) else ""
    what = "1 check-in waits" if len(ids) == 1 else f"{len(ids)} check-ins wait"
    path = reverse("outcomes:check_in", args=[ids[0]]) if len(ids) == 1 else reverse("outcomes:check_ins")
    text = f"What was it really like? {what}, a minute a term: {'; '.join(event.facts['named'])}{more}"
    yield Notice(person, text, path)


def happened(event: Event) -> Iterable[Notice]:
    """The owner of the deal; tickets are no news."""
    if event.facts["kind"] == IncidentKind.TICKETS:
        return []
    deal = _deal(event)
    text = f"{deal_title(deal)}: {event.facts['what'].lower()} on {_day(event)}."
    return [Notice(deal.owner, text, _page(deal), is_loud=event.facts["kind"] in GRAVE)]


def struck(event: Event) -> Iterable[Notice]:
    """Of something grave: the owner, and whoever was told of it; as loudly as of the news itself."""
    if event.facts["kind"] not in GRAVE:
        return []
    deal = _deal(event)
    what = f"“{event.facts['what'].lower()}” of {_day(event)}"
    text = f"{deal_title(deal)}: {event.by} struck out {what}; it counts no more."
    news = Event.objects.filter(
        chain=event.chain_id, verb="incident.recorded", facts__incident=event.facts["incident"]
    )
    told = Notification.objects.filter(event__in=news).select_related("to")
    return [
        Notice(person, text, _page(deal), is_loud=True) for person in (deal.owner, *(row.to for row in told))
    ]


def undisclosed(event: Event) -> Iterable[Notice]:
    """The owner, and the lead of each function that has to keep it."""
    deal = _deal(event)
    text = f"{deal_title(deal)}: {event.by} found {event.facts['term']}, which was never disclosed."
    leads = Function.objects.filter(code__in=event.facts["functions"]).exclude(lead=None)
    people = [deal.owner, *(function.lead for function in leads.select_related("lead"))]
    return [Notice(person, text, _page(deal)) for person in people if person is not None]


def _deal(event: Event) -> Deal:
    handover = Handover.objects.select_related("deal__customer", "deal__owner")
    return handover.get(pk=event.facts["handover"]).deal


def _day(event: Event) -> str:
    return day_in_words(date.fromisoformat(event.facts["happened_on"]))


def _page(deal: Deal) -> str:
    return reverse("outcomes:deal_outcomes", args=[deal.serial])


WRITERS_CHECK_INS: Writers = {
    "check_ins.reminded": reminded,
    "incident.recorded": happened,
    "incident.struck": struck,
    "undisclosed.added": undisclosed,
}
