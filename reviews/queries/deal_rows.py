"""What a page of the deal list needs beside the drafts, read for all rows at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import may
from contracts.models import Draft, DraftState
from reviews.models import Approval, Ask, Question, Review, ReviewRequest, Score, Verdict
from reviews.queries.pace import Held, held_since


@dataclass(frozen=True)
class Around:
    """By draft id: latest score, open requests (most urgent first), blockers and open offers, decisions
    (oldest first), open asks and questions, how long each is held; and the drafts whose score the reader
    may not know before answering."""

    scores: dict[int, Score]
    requests: dict[int, list[ReviewRequest]]
    answers: dict[int, list[Review]]
    decisions: dict[int, list[Approval]]
    asks: dict[int, list[Ask]]
    questions: dict[int, list[Question]]
    held: dict[int, Held]
    veiled: frozenset[int]


def around(drafts: Sequence[Draft], reader: User) -> Around:
    """A fixed number of queries, however many drafts."""
    scores = Score.objects.filter(submission__draft__in=drafts, is_latest=True).defer("inputs", "result")
    requests = _requests(drafts)
    return Around(
        scores={score.submission.draft_id: score for score in scores.select_related("submission")},
        requests=requests,
        answers=_answers(drafts),
        decisions=_decisions(drafts),
        asks=_asks(drafts),
        questions=_questions(drafts),
        held=held_since(drafts),
        veiled=_veiled(requests, reader),
    )


def _requests(drafts: Sequence[Draft]) -> dict[int, list[ReviewRequest]]:
    found: dict[int, list[ReviewRequest]] = defaultdict(list)
    waiting = ReviewRequest.objects.filter(
        term__draft__in=[draft for draft in drafts if draft.state == DraftState.IN_REVIEW], answered_at=None
    )
    loaded = waiting.select_related("function__lead", "term__type").prefetch_related("function__holidays")
    for request in loaded.order_by("due_at", "id"):
        found[request.term.draft_id].append(request)
    return found


def _answers(drafts: Sequence[Draft]) -> dict[int, list[Review]]:
    found: dict[int, list[Review]] = defaultdict(list)
    standing = Review.objects.filter(
        request__term__draft__in=drafts, replaced_at=None, verdict__in=[Verdict.BLOCKER, Verdict.COUNTER]
    )
    loaded = standing.select_related("request__function", "request__term__type", "counter")
    for review in loaded.order_by("answered_at", "id"):
        found[review.request.term.draft_id].append(review)
    return found


def _decisions(drafts: Sequence[Draft]) -> dict[int, list[Approval]]:
    found: dict[int, list[Approval]] = defaultdict(list)
    given = Approval.objects.filter(submission__draft__in=drafts)
    for approval in given.select_related("approver", "submission").order_by("at", "id"):
        found[approval.submission.draft_id].append(approval)
    return found


def _asks(drafts: Sequence[Draft]) -> dict[int, list[Ask]]:
    found: dict[int, list[Ask]] = defaultdict(list)
    waiting = Ask.objects.open().filter(submission__draft__in=drafts)
    for ask in waiting.select_related("person", "principal", "submission").order_by("opened_at", "id"):
        found[ask.submission.draft_id].append(ask)
    return found


def _questions(drafts: Sequence[Draft]) -> dict[int, list[Question]]:
    found: dict[int, list[Question]] = defaultdict(list)
    waiting = Question.objects.filter(submission__draft__in=drafts, answered_at=None)
    for question in waiting.select_related("by", "submission").order_by("at", "id"):
        found[question.submission.draft_id].append(question)
    return found


def _veiled(requests: dict[int, list[ReviewRequest]], reader: User) -> frozenset[int]:
    if not may(reader, "review.record"):
        return frozenset()
    mine = reader.function_ids
    return frozenset(
        draft_id
        for draft_id, listed in requests.items()
        if any(request.function_id in mine for request in listed)
    )
