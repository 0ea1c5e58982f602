"""The steps of a submission as they stand now, for whoever must be asked."""

from reviews.models import Submission
from reviews.queries.answers import current_score
from reviews.steps import Step, approval_steps


def steps_now(submission: Submission) -> list[Step]:
    """Empty while the score is missing, stale or partial."""
    score = current_score(submission)
    if score is None or not score.is_complete or score.gate == "BLOCKED":
        return []
    return approval_steps(submission, score)
