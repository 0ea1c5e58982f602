"""Who has to act on a deal next, told by the database so that lists can be sorted and counted by it."""

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from contracts.models import Draft, DraftState
from dealdesk.kit.bands import BAND_BY_CODE
from reviews.models import Ask, Question, Review, ReviewRequest, Score, Verdict

OWNER, OTHERS, CLEARED, DONE = range(4)
"""Ranks: the owner has to act; functions, approvers or the worker; clear to sign; nothing is left."""

OWNERS_MOVE = [
    DraftState.DRAFTING,
    DraftState.SENT_BACK,
    DraftState.WITHDRAWN,
    DraftState.LAPSED,
    DraftState.VOIDED,
]
APPROVABLE = [code for code in BAND_BY_CODE if code != "BLOCKED"]


def with_holder(drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    """Current drafts with `holder`, one of the ranks.

    It tells a list where to look and nothing more: the gate alone says what is open.
    """
    return drafts.annotate(
        holder=Case(
            When(state__in=OWNERS_MOVE, then=Value(OWNER)),
            When(state=DraftState.CLEARED, then=Value(CLEARED)),
            When(~Q(state=DraftState.IN_REVIEW), then=Value(DONE)),
            When(Exists(_to_be_answered()) | Exists(_questions()), then=Value(OWNER)),
            When(Exists(_open_requests()), then=Value(OTHERS)),
            When(Exists(_ready_scores()), then=Value(OWNER)),
            default=Value(OTHERS),
            output_field=IntegerField(),
        )
    )


def _to_be_answered() -> QuerySet[Review]:
    """Blockers, and offers of other wording that nobody has accepted."""
    standing = Review.objects.filter(request__term__draft=OuterRef("pk"), replaced_at=None)
    return standing.filter(
        Q(verdict=Verdict.BLOCKER)
        | Q(verdict=Verdict.COUNTER, counter__accepted_at=None, counter__declined_at=None)
    )


def _questions() -> QuerySet[Question]:
    """What a reviewer or an approver wants to know before they go on."""
    return Question.objects.filter(submission__draft=OuterRef("pk"), answered_at=None)


def _open_requests() -> QuerySet[ReviewRequest]:
    return ReviewRequest.objects.filter(term__draft=OuterRef("pk"), answered_at=None)


def _ready_scores() -> QuerySet[Score]:
    """Scores that speak of the facts as they are, on which nobody is asked to decide any more."""
    asked = Ask.objects.standing().filter(submission=OuterRef("submission"))
    return (
        Score.objects.filter(submission__draft=OuterRef("pk"), is_latest=True, gate__in=APPROVABLE)
        .filter(facts_version=F("submission__facts_version"))
        .exclude(Exists(asked))
    )
