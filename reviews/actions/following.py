"""What follows from an absence: whoever is named to approve is asked anew, by who acts for whom now."""

from contracts.models import DraftState
from reviews.actions.asks import refresh_asks
from reviews.models import Submission


def follow_absence(absence_id: int) -> None:
    """Ask anew on every deal that waits for approval; safe to repeat. The rules name people by role, lead,
    group and reporting line, so each deal is asked rather than guessed at."""
    waiting = Submission.objects.filter(
        draft__state=DraftState.IN_REVIEW, draft__is_current=True, scores__is_latest=True
    )
    for submission_id in waiting.order_by("at").values_list("pk", flat=True).distinct():
        refresh_asks(submission_id)
