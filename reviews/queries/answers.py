from django.db.models import Exists, F, OuterRef, Q, QuerySet

from contracts.models import Draft, DraftAuthor
from reviews.models import Review, ReviewRequest, Score, Submission

DEAL = "request__term__draft__deal"


def standing_reviews(draft: Draft) -> QuerySet[Review]:
    """Answers that count for the draft: not replaced, in a stable order."""
    return (
        Review.objects.filter(request__term__draft=draft, replaced_at=None)
        .select_related("request__term", "request__function", "reviewer", "counter")
        .order_by("request__term__position", "request__function__code", "answered_at", "id")
    )


def by_author() -> Q:
    """Reviews by somebody who owns, opened or edited the deal, or whose condition such a person accepted:
    who wrote in it after answering counts as much as who wrote before."""
    return _is_author("reviewer") | _is_author("condition_accepted_by")


def _is_author(person: str) -> Q:
    wrote = DraftAuthor.objects.filter(draft__deal=OuterRef(DEAL), user=OuterRef(person))
    return Q(**{person: F(f"{DEAL}__owner")}) | Q(**{person: F(f"{DEAL}__created_by")}) | Q(Exists(wrote))


def keepable_requests(draft: Draft) -> QuerySet[ReviewRequest]:
    """Answered requests of the draft before, whose answers may stand for a term that did not change.

    Where an author of the deal has answered, the function is asked anew.
    """
    if draft.copied_from_id is None:
        return ReviewRequest.objects.none()
    own = Review.objects.filter(by_author(), request=OuterRef("pk"), replaced_at=None)
    answered = ReviewRequest.objects.filter(term__draft=draft.copied_from_id, answered_at__isnull=False)
    return answered.exclude(Exists(own))


def latest_score(submission: Submission) -> Score | None:
    return submission.scores.filter(is_latest=True).first()


def current_score(submission: Submission) -> Score | None:
    """The latest score, unless something that counts has changed since it was computed."""
    score = latest_score(submission)
    if score is None or score.facts_version != submission.facts_version:
        return None
    return score
