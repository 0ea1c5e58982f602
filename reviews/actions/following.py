"""What follows when people change: whoever has to approve is asked anew, by who may decide now."""

from contracts.models import DraftState
from reviews.actions.asks import refresh_asks
from reviews.models import Submission


def ask_anew(cause_id: int) -> None:
    """Ask anew on every deal that waits for approval; safe to repeat. `cause_id`: the event or the absence
    that rang. The rules name people by role, lead, group and reporting line, so each deal is asked rather
    than guessed at."""
    waiting = Submission.objects.filter(
        draft__state=DraftState.IN_REVIEW, draft__is_current=True, scores__is_latest=True
    )
    for submission_id in waiting.order_by("at").values_list("pk", flat=True).distinct():
        refresh_asks(submission_id)
