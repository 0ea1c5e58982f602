"""The queue of a function member, and what waits for an approver."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.permissions import may
from contracts.models import Deal, DraftAuthor, DraftState
from reviews.models import Approval, ReviewRequest, Score, Submission
from reviews.steps import OWNER_MANAGER


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
    """Completely reviewed drafts in a band whose policy names a role the person holds, and on which the
    person has not decided; the oldest first. Whether a serial step is open yet, the gate says."""
    if not may(user, "approval.decide"):
        return Submission.objects.none()
    current = Score.objects.filter(
        submission=OuterRef("pk"), is_latest=True, facts_version=OuterRef("facts_version")
    )
    as_role = Exists(current.filter(approvers__overlap=sorted(user.roles)))
    as_boss = Exists(current.filter(approvers__contains=[OWNER_MANAGER])) & Q(
        draft__deal__owner__reports_to=user
    )
    decided = Approval.objects.filter(submission=OuterRef("pk"), approver=user, voided_at=None)
    wrote = DraftAuthor.objects.filter(draft__deal=OuterRef("draft__deal"), user=user)
    return (
        Submission.objects.filter(draft__state=DraftState.IN_REVIEW, draft__is_current=True)
        .filter(as_role | as_boss, draft__deal__in=Deal.objects.visible_to(user))
        .exclude(Exists(decided))
        .exclude(Exists(wrote))
        .select_related("draft__deal__customer", "draft__deal__owner", "policy")
        .order_by("at")
    )


def approvals_waiting_count(user: User) -> int:
    return submissions_waiting_for(user).count()
