"""The queue of a function member, and what waits for an approver."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.permissions import may
from contracts.models import Deal, DraftAuthor, DraftState
from reviews.models import Ask, ReviewRequest, Submission


def open_reviews_for(user: User) -> QuerySet[ReviewRequest]:
    """Requests that the person may answer, most urgent first; none of deals that they wrote in."""
    wrote = DraftAuthor.objects.filter(draft__deal=OuterRef("term__draft__deal"), user=user)
    return (
        ReviewRequest.objects.open()
        .for_functions_of(user)
        .exclude(Exists(wrote))
        .exclude(Q(term__draft__deal__owner=user) | Q(term__draft__deal__created_by=user))
        .select_related("term__type", "term__rung", "term__draft__deal__customer", "function")
        .order_by("due_at", "id")
    )


def open_reviews_count(user: User) -> int:
    return open_reviews_for(user).count() if may(user, "review.record") else 0


def submissions_waiting_for(user: User) -> QuerySet[Submission]:
    """Drafts on which the person is asked to decide, now or after an earlier step; the oldest first.
    Whether a decision counts, the gate says."""
    if not may(user, "approval.decide"):
        return Submission.objects.none()
    asked = Ask.objects.standing().filter(submission=OuterRef("pk"), person=user)
    return (
        Submission.objects.filter(draft__state=DraftState.IN_REVIEW, draft__is_current=True)
        .filter(Exists(asked), draft__deal__in=Deal.objects.visible_to(user))
        .select_related("draft__deal__customer", "draft__deal__owner", "policy")
        .order_by("at")
    )


def approvals_waiting_count(user: User) -> int:
    return submissions_waiting_for(user).count()
