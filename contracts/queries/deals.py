from django.db.models import QuerySet

from accounts.models import User
from contracts.models import Deal, Draft, Term


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


def terms_of(draft: Draft) -> QuerySet[Term]:
    """The draft's terms in their order, each with its type and the type's whole ladder."""
    return draft.terms.select_related("type", "rung").prefetch_related("type__rungs").order_by("position")
