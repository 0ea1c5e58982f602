"""Questions to the owner of a deal, for which somebody's clock stands."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from contracts.models import Deal, Draft
from reviews.models import Ask, Question, ReviewRequest

MOST_SHOWN = 50


def has_open_question() -> Exists:
    """For a queryset of drafts: does somebody wait for an answer of the owner?"""
    return Exists(Question.objects.open().filter(submission__draft=OuterRef("pk")))


def questions_of(draft: Draft) -> QuerySet[Question]:
    """Everything that was asked about a draft, in order."""
    found = Question.objects.filter(submission__draft=draft)
    return _loaded(found).order_by("at", "id")[:MOST_SHOWN]


def questions_for(person: User) -> QuerySet[Question]:
    """Questions about deals that the person may see."""
    return _loaded(Question.objects.filter(submission__draft__deal__in=Deal.objects.visible_to(person)))


def open_question_on(wait: ReviewRequest | Ask) -> Question | None:
    """The question for which this clock stands, if any."""
    return Question.objects.filter(answered_at=None, **_key(wait)).select_related("by").first()


def asked_since(asks: Iterable[Ask]) -> dict[int, datetime]:
    """When each of the asks began to wait for an answer of the owner; those that do not wait are missing."""
    open_ = Question.objects.filter(ask__in=asks, answered_at=None)
    return {ask_id: at for ask_id, at in open_.values_list("ask_id", "at") if ask_id is not None}


def questions_on(asked: ReviewRequest) -> list[Question]:
    """What was asked about a request, the newest first."""
    found = Question.objects.filter(request=asked).select_related("by", "answered_by")
    return list(found.order_by("-at", "-id")[:MOST_SHOWN])


def ask_of(draft: Draft, person: User) -> Ask | None:
    """What the person is asked to decide on the draft now."""
    open_ = Ask.objects.open().filter(submission__draft=draft, person=person)
    return open_.select_related("submission__draft__deal__owner", "submission__policy").first()


def _key(wait: ReviewRequest | Ask) -> dict[str, ReviewRequest | Ask]:
    return {"request": wait} if isinstance(wait, ReviewRequest) else {"ask": wait}


def _loaded(found: QuerySet[Question]) -> QuerySet[Question]:
    return found.select_related(
        "by",
        "answered_by",
        "ask__person",
        "request__function",
        "request__term__type",
        "submission__draft__deal__customer",
        "submission__draft__deal__owner",
    )
