"""The people around a deal, and who may see it."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from accounts.models import Role, User
from accounts.permissions import may
from contracts.models import Deal, DealFunction, DealReader
from reviews.models import Ask, Comment, ReviewRequest

MOST_OFFERED = 60
"""People offered to be named; anybody else is written by name or address."""


def people_around(deal: Deal) -> QuerySet[User]:
    """Owner, manager, the functions asked or concerned, those who approve, who was drawn in, who spoke."""
    asked = ReviewRequest.objects.filter(term__draft__deal=deal).order_by().values("function")
    concerns = DealFunction.objects.filter(deal=deal).values("function")
    approvers = Ask.objects.filter(submission__draft__deal=deal).order_by().values("person")
    readers = DealReader.objects.filter(deal=deal).values("user")
    speakers = Comment.objects.filter(thread__deal=deal).order_by().values("by")
    own = [pk for pk in (deal.owner_id, deal.created_by_id, deal.owner.reports_to_id) if pk is not None]
    concerned = Q(pk__in=own) | Q(pk__in=approvers) | Q(pk__in=readers) | Q(pk__in=speakers)
    concerned |= Q(led_functions__in=asked) | Q(memberships__function__in=asked)
    concerned |= Q(led_functions__in=concerns) | Q(memberships__function__in=concerns)
    return User.objects.filter(concerned, is_active=True).distinct().order_by("name")[:MOST_OFFERED]


def sees(deal: Deal, person: User) -> bool:
    return Deal.objects.visible_to(person).filter(pk=deal.pk).exists()


def may_draw_in(deal: Deal, person: User) -> bool:
    """The owner, the owner's manager, the deal desk and those who review the deal bring others into it."""
    if person.pk in (deal.owner_id, deal.owner.reports_to_id) or Role.DEAL_DESK in person.roles:
        return True
    asked = ReviewRequest.objects.filter(term__draft__deal=deal, function__in=person.function_ids)
    return may(person, "review.record") and asked.exists()


def outside(deal: Deal, people: Iterable[User]) -> list[User]:
    """Those of the people who may not see the deal."""
    return [person for person in people if not sees(deal, person)]
