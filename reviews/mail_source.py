"""What this room adds to mails: how a deal is called, what still waits, and where to decide."""

from collections.abc import Collection, Mapping, Sequence

from django.urls import reverse

from activity.mail_source import MailSource
from activity.models import Notification
from contracts.models import Deal
from reviews.actions.mail_links import act_address
from reviews.models import Ask, ReviewRequest

CHAIN = "deal:"


def titles(chains: Collection[str]) -> Mapping[str, str]:
    """Number and customer of each deal, by the name of its chain."""
    ids = [chain.removeprefix(CHAIN) for chain in chains if chain.startswith(CHAIN)]
    deals = Deal.objects.filter(pk__in=ids).select_related("customer")
    return {deal.chain: f"{deal.number} {deal.customer.name}" for deal in deals}


def waiting(rows: Sequence[Notification]) -> set[int]:
    """Ids of those among one person's notifications that still wait for that person."""
    if not rows:
        return set()
    person = rows[0].to
    requests = ReviewRequest.objects.open().for_functions_of(person)
    reviews = set(requests.order_by().values_list("term__draft_id", flat=True))
    asks = Ask.objects.open().filter(person=person).select_related("submission__draft__deal")
    decisions = {
        (ask.submission.draft_id, reverse("reviews:approval", args=[ask.submission.draft.deal.serial]))
        for ask in asks
    }
    return {
        row.pk
        for row in rows
        if (row.event.facts.get("draft"), row.path) in decisions
        or (row.event.verb == "draft.submitted" and row.event.facts.get("draft") in reviews)
    }


MAIL_SOURCE = MailSource(titles=titles, waiting=waiting, act_address=act_address)
