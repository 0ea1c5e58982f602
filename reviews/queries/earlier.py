"""What was decided on the drafts before."""

from django.db.models import QuerySet

from contracts.models import Draft
from reviews.engine.scales import CLOSED
from reviews.models import Approval, Decision, Submission


def earlier_submission(submission: Submission) -> Submission | None:
    """The last draft before this one that could be decided on: one whose reviews were all in.

    Drafts replaced before that are passed over, so that nobody's decision is lost on them.
    """
    before = submission.draft.copied_from_id
    while before is not None:
        found = Submission.objects.select_related("draft").filter(draft=before).first()
        if found is not None and found.scores.exclude(gate=CLOSED).exists():
            return found
        before = Draft.objects.values_list("copied_from_id", flat=True).get(pk=before)
    return None


def earlier_approvals(earlier: Submission) -> QuerySet[Approval]:
    """Approvals that stood on the earlier draft until another took its place, the oldest first."""
    return (
        Approval.objects.filter(
            submission=earlier,
            void_cause=Approval.VoidCause.NEXT_DRAFT,
            decision__in=[Decision.APPROVE, Decision.CONDITIONS],
        )
        .select_related("approver", "score", "submission")
        .order_by("at", "id")
    )
