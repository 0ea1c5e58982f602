from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Function
from contracts.models import Term
from dealdesk.kit.refusals import Refused
from reviews.actions.conditions import copy_review_condition
from reviews.actions.waiting import ask_function
from reviews.models import CounterProposal, Review, ReviewRequest, Submission
from reviews.queries.answers import keepable_requests
from reviews.queries.presence import Presence


def route_terms(submission: Submission) -> tuple[set[str], int]:
    """Ask each function about each non-standard term that needs it; unchanged terms keep their answers.

    Returns the codes of the functions that have something to do, and how many answers were kept.
    Raises Refused when a function that must answer does not exist or has nobody in it.
    """
    functions = {
        function.code: function
        for function in Function.objects.select_related("lead").prefetch_related(
            "holidays", "memberships__user"
        )
    }
    answered = {
        (request.term.digest, request.function_id): request
        for request in keepable_requests(submission.draft).order_by("id")
    }
    waiting = {(request.term.digest, request.function_id): request for request in _unanswered(submission)}
    presence = Presence(submission.at)
    asked: set[str] = set()
    kept = 0
    for term in submission.draft.terms.filter(is_standard=False).order_by("position"):
        for code in term.functions:
            function = _able(functions, code, term)
            earlier = answered.get((term.digest, function.pk))
            if earlier is None:
                waited = waiting.get((term.digest, function.pk))
                ask_function(term, function, submission.at, presence=presence, waited=waited)
                asked.add(code)
            else:
                _keep(earlier, term, submission.at)
                kept += 1
    return asked, kept


def _able(functions: dict[str, Function], code: str, term: Term) -> Function:
    function = functions.get(code)
    if function is None or not function.has_anybody:
        raise Refused(
            f"“{term.type.name}” needs a review by {code}, which has no members. Ask the deal desk."
        )
    return function


def _unanswered(submission: Submission) -> QuerySet[ReviewRequest]:
    """Requests of the draft before that nobody has answered; their clocks stand since it ended."""
    before = submission.draft.copied_from_id
    open_ = ReviewRequest.objects.filter(term__draft=before, answered_at=None, paused_at__isnull=False)
    return open_.select_related("term").order_by("id")


def _keep(earlier: ReviewRequest, term: Term, at: datetime) -> None:
    """Keep the answers given for the same content in the draft before, digest for digest."""
    request = ReviewRequest.objects.create(
        term=term,
        function_id=earlier.function_id,
        asked_at=at,
        due_at=earlier.due_at,
        answered_at=earlier.answered_at,
        carried_from=earlier,
    )
    for review in earlier.reviews.filter(replaced_at=None).select_related("counter"):
        _copy_review(review, request)


def _copy_review(review: Review, request: ReviewRequest) -> None:
    counter = CounterProposal.objects.filter(review=review).first()
    carried_from = Review.objects.get(pk=review.pk)
    review.pk = None
    review._state.adding = True
    review.request, review.carried_from = request, carried_from
    review.save(force_insert=True)
    copy_review_condition(carried_from, review)
    if counter is not None:
        _copy_counter(counter, review)


def _copy_counter(counter: CounterProposal, review: Review) -> None:
    """An offer that was declined stays declined."""
    CounterProposal.objects.create(
        review=review,
        wording=counter.wording,
        value=counter.value,
        rung=counter.rung,
        declined_by=counter.declined_by,
        declined_at=counter.declined_at,
        decline_reason=counter.decline_reason,
    )
