"""Concerns of customers: what is open, whose it is, and what holds up which deal."""

import datetime as dt

from django.db.models import Case, IntegerField, QuerySet, Value, When

from accounts.models import Role, RoleGrant, User
from contracts.models import Concern, ConcernAcceptance, Customer, Deal, DraftAuthor

MINE, NOBODYS = "me", "nobody"
BY_SEVERITY = Case(
    *(When(severity=code, then=Value(place)) for place, code in enumerate(("high", "medium", "low"))),
    output_field=IntegerField(),
)


def unsettled_concerns(deal: Deal) -> list[Concern]:
    """Open concerns of the deal's customer that no executive has accepted for this deal, oldest first."""
    open_ = Concern.objects.filter(customer=deal.customer_id, answered_at=None)
    accepted = standing_acceptances(deal).values("concern")
    return list(open_.exclude(pk__in=accepted).select_related("owner").order_by("raised_on", "id"))


def standing_acceptances(deal: Deal) -> QuerySet[ConcernAcceptance]:
    """Those by people who still may: executives who neither own the deal nor have come to write in it."""
    wrote = DraftAuthor.objects.filter(draft__deal=deal).values("user")
    able = RoleGrant.objects.filter(role=Role.APPROVER_EXECUTIVE, user__is_active=True).values("user")
    found = ConcernAcceptance.objects.filter(deal=deal, by__in=able)
    return found.exclude(by__in=wrote).exclude(by__in=[deal.owner_id, deal.created_by_id])


def open_concerns(
    reader: User, *, severity: str = "", owner: str = "", told_before: dt.date | None = None
) -> QuerySet[Concern]:
    """Open concerns of all customers, the worst and then the oldest first.

    `owner` is `me` or `nobody`; with `told_before`, only those told on an earlier day.
    """
    found = Concern.objects.filter(answered_at=None).select_related("customer", "owner")
    if severity in Concern.Severity.values:
        found = found.filter(severity=severity)
    if owner == MINE:
        found = found.filter(owner=reader)
    if owner == NOBODYS:
        found = found.filter(owner=None)
    if told_before is not None:
        found = found.filter(raised_on__lt=told_before)
    return found.order_by(BY_SEVERITY, "raised_on", "id")


def acceptances_for(customer: Customer, reader: User) -> QuerySet[ConcernAcceptance]:
    """What executives accepted of the customer's concerns, for deals that the person may see."""
    seen = Deal.objects.visible_to(reader).filter(customer=customer)
    found = ConcernAcceptance.objects.filter(concern__customer=customer, deal__in=seen)
    return found.select_related("deal", "by").order_by("at")
