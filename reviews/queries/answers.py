from django.db.models import QuerySet

from contracts.models import Draft
from reviews.models import Review, Score, Submission


def standing_reviews(draft: Draft) -> QuerySet[Review]:
    """Answers that count for the draft: not replaced, in a stable order."""
    return (
        Review.objects.filter(request__term__draft=draft, replaced_at=None)
        .select_related("request__term", "request__function", "reviewer", "counter")
        .order_by("request__term__position", "request__function__code", "answered_at", "id")
    )


def latest_score(submission: Submission) -> Score | None:
    return submission.scores.filter(is_latest=True).first()


def current_score(submission: Submission) -> Score | None:
    """The latest score, unless something that counts has changed since it was computed."""
    score = latest_score(submission)
    if score is None or score.facts_version != submission.facts_version:
        return None
    return score
