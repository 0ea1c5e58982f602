"""Conditions that wait for a second member of the function."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.permissions import may
from contracts.models import DraftAuthor, DraftState
from reviews.models import Review, Verdict

MOST_SHOWN = 20


def conditions_waiting_for(user: User) -> QuerySet[Review]:
    """Colleagues' conditions with an easier level, which counts once the person accepts them."""
    if not may(user, "condition.accept"):
        return Review.objects.none()
    draft = "request__term__draft"
    wrote = DraftAuthor.objects.filter(draft__deal=OuterRef(f"{draft}__deal"), user=user)
    return (
        Review.objects.filter(
            verdict=Verdict.CONDITIONS,
            residual_level__isnull=False,
            condition_accepted_at=None,
            replaced_at=None,
            request__function__in=user.function_ids,
            request__term__draft__state=DraftState.IN_REVIEW,
        )
        .exclude(reviewer=user)
        .exclude(Exists(wrote))
        .exclude(Q(**{f"{draft}__deal__owner": user}) | Q(**{f"{draft}__deal__created_by": user}))
        .select_related("reviewer", "request__function", "request__term__type", f"{draft}__deal__customer")
        .order_by("answered_at", "id")[:MOST_SHOWN]
    )
