from django.db.models import QuerySet

from accounts.models import User
from contracts.models import Deal
from reviews.models import CounterProposal


def offers_for(user: User) -> QuerySet[CounterProposal]:
    """Counter-proposals of deals that the person may see, with the term that each one is about."""
    return CounterProposal.objects.filter(
        review__request__term__draft__deal__in=Deal.objects.visible_to(user)
    ).select_related(
        "review__reviewer",
        "review__request__function",
        "review__request__term__type",
        "review__request__term__draft__deal__customer",
        "review__request__term__draft__deal__owner",
    )
