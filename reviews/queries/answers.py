from django.db.models import Q, QuerySet

from contracts.models import Deal, Draft
from reviews.models import Review, ReviewRequest, Score, Submission
from reviews.queries.authors import authors_of


def standing_reviews(draft: Draft) -> QuerySet[Review]:
    """Answers that count for the draft: not replaced, in a stable order."""
    return (
        Review.objects.filter(request__term__draft=draft, replaced_at=None)
        .select_related("request__term", "request__function", "reviewer", "on_behalf_of", "counter")
        .order_by("request__term__position", "request__function__code", "answered_at", "id")
    )


def by_author(deal: Deal) -> Q:
    """Reviews by an author of the deal, or whose condition one accepted: who wrote in it after answering
    counts as much as who wrote before."""
    authors = authors_of(deal)
    return Q(reviewer__in=authors) | Q(condition_accepted_by__in=authors)


def keepable_requests(draft: Draft) -> QuerySet[ReviewRequest]:
    """Answered requests of the draft before, whose answers may stand for a term that did not change.

    Where an author of the deal has answered, the function is asked anew.
    """
    if draft.copied_from_id is None:
        return ReviewRequest.objects.none()
    earlier = Review.objects.filter(request__term__draft=draft.copied_from_id, replaced_at=None)
    own = earlier.filter(by_author(draft.deal)).values_list("request_id", flat=True)
    answered = ReviewRequest.objects.filter(term__draft=draft.copied_from_id, answered_at__isnull=False)
    return answered.exclude(pk__in=list(own)).select_related("term")


def latest_score(submission: Submission) -> Score | None:
    return submission.scores.filter(is_latest=True).first()


def current_score(submission: Submission) -> Score | None:
    """The latest score, unless something that counts has changed since it was computed."""
    score = latest_score(submission)
    if score is None or score.facts_version != submission.facts_version:
        return None
    return score
