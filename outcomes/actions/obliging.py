"""Make obligations of what was signed: each function's part of a non-standard term, each condition, and
each function's part of a term that was never disclosed."""

from collections import defaultdict

from django.utils import timezone

from accounts.models import Function, User
from outcomes.models import Handover, Obligation, ObligationState, Recurrence, UndisclosedTerm
from reviews.loads import mean_minutes
from reviews.models import Condition, Review, ReviewRequest
from reviews.queries.answers import standing_reviews
from reviews.queries.bound_conditions import standing_conditions


def oblige_functions(handover: Handover) -> int:
    """Returns how many obligations there are. The caller holds the deal's lock."""
    answers: dict[int, list[Review]] = defaultdict(list)
    for review in standing_reviews(handover.draft):
        answers[review.request_id].append(review)
    requests = ReviewRequest.objects.filter(term__draft=handover.draft_id).select_related(
        "term__type", "function__lead"
    )
    made = [_of_cell(handover, request, answers[request.pk]) for request in requests]
    conditions = standing_conditions().filter(submission__draft=handover.draft_id, lapsed_at=None)
    made += [_of_condition(handover, condition) for condition in conditions.select_related("function")]
    Obligation.objects.bulk_create(made)
    return len(made)


def _of_cell(handover: Handover, request: ReviewRequest, reviews: list[Review]) -> Obligation:
    """Recurring work makes it monthly from go-live on; anything else is due at go-live."""
    once = max((mean_minutes(review.once) for review in reviews), default=None)
    monthly = max((mean_minutes(review.monthly) for review in reviews), default=None)
    is_monthly = bool(monthly) and handover.live_on <= handover.ends_on
    return Obligation(
        handover=handover,
        term=request.term,
        function=request.function,
        owner=_owner(request, reviews),
        name=request.term.type.name,
        wording=request.term.wording,
        condition="\n".join(review.condition for review in reviews if review.condition),
        recurrence=Recurrence.MONTHLY if is_monthly else Recurrence.ONCE,
        due_on=min(handover.live_on, handover.ends_on),
        ends_on=handover.ends_on if is_monthly else None,
        once_minutes=once,
        monthly_minutes=monthly,
    )


def _owner(request: ReviewRequest, reviews: list[Review]) -> User | None:
    """Who judged the term knows it best, as long as they are of the function; the lead otherwise."""
    judged = [review.reviewer for review in reviews if review.reviewer.is_active]
    own = [person for person in judged if request.function_id in person.function_ids]
    return next(iter(own), request.function.lead)


def _of_condition(handover: Handover, condition: Condition) -> Obligation:
    return Obligation(
        handover=handover,
        source=condition,
        function=condition.function,
        owner_id=condition.owner_id,
        name="Condition of the approval" if condition.approval_id else "Condition of a review",
        wording=condition.text,
        due_on=condition.due_on or handover.signed_on,
        state=ObligationState.OPEN if condition.met_at is None else ObligationState.DONE,
        closed_at=condition.met_at,
        closed_by_id=condition.met_by_id,
        closing_words=condition.evidence,
    )


def oblige_undisclosed(term: UndisclosedTerm, handover: Handover) -> None:
    """An obligation of each function's lead, due at go-live, or today where that is past. The caller holds
    the deal's lock."""
    due_on = max(min(handover.live_on, handover.ends_on), timezone.localdate())
    functions = Function.objects.filter(code__in=term.functions).select_related("lead")
    Obligation.objects.bulk_create(
        Obligation(
            handover=handover,
            undisclosed=term,
            function=function,
            owner=function.lead,
            name=term.type.name,
            wording=term.wording,
            due_on=due_on,
        )
        for function in functions
    )
