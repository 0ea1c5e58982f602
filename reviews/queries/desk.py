"""What a review page reads."""

from django.db.models import QuerySet

from accounts.models import User
from reviews.models import Review, ReviewRequest


def asked_reviews(user: User) -> QuerySet[ReviewRequest]:
    """Requests that the person may see, with all that a review page shows of them."""
    return (
        ReviewRequest.objects.visible_to(user)
        .select_related(
            "function__lead",
            "term__type",
            "term__rung",
            "term__copied_from__draft",
            "term__draft__deal__customer",
            "term__draft__deal__owner",
            "term__draft__submission__policy",
        )
        .prefetch_related("function__holidays", "term__type__rungs")
    )


def own_answer(asked: ReviewRequest, user: User) -> Review | None:
    """The person's answer that stands, if any."""
    return asked.reviews.filter(reviewer=user, replaced_at=None).first()


def standing_for(user: User) -> QuerySet[Review]:
    """Standing reviews of deals that the person may see: whose condition a colleague may accept."""
    visible = ReviewRequest.objects.visible_to(user)
    return Review.objects.filter(request__in=visible, replaced_at=None).select_related(
        "request__function", "request__term__type", "request__term__draft__deal__owner", "reviewer"
    )
