"""Nouns to read: playbook, deals, terms. Everything about deals starts at `visible_to(user)`."""

from django.db.models import QuerySet

from accounts.models import User
from contracts.models import Deal, Draft, PlaybookVersion, Term
from dealdesk.kit.refusals import Refused


def current_playbook() -> PlaybookVersion:
    """The published playbook with the highest number. Raises Refused when none is published."""
    newest = PlaybookVersion.objects.exclude(published_at=None).order_by("-number").first()
    if newest is None:
        raise Refused("No playbook is published yet. Ask the deal desk to publish one.")
    return newest


def deals_for(user: User) -> QuerySet[Deal]:
    """Deals the person may see, newest first."""
    return Deal.objects.visible_to(user).select_related("customer", "owner")


def drafts_for(user: User) -> QuerySet[Draft]:
    """Drafts of deals that the person may see."""
    return Draft.objects.filter(deal__in=Deal.objects.visible_to(user)).select_related(
        "deal__customer", "deal__owner", "playbook"
    )


def terms_for(user: User) -> QuerySet[Term]:
    return Term.objects.filter(draft__deal__in=Deal.objects.visible_to(user)).select_related(
        "type", "rung", "draft__deal__customer", "draft__deal__owner", "draft__playbook"
    )
