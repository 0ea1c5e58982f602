"""Whose turn it is to approve, for a page of submissions at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from reviews.models import Ask, Score, Submission
from reviews.queries.pace import escalated


@dataclass(frozen=True)
class Turn:
    """`ask` is what waits for the person: open when it is their turn now, otherwise for later."""

    submission: Submission
    score: Score
    ask: Ask

    @property
    def is_now(self) -> bool:
        return self.ask.opened_at is not None


def turns_of(submissions: Sequence[Submission], person: User) -> list[Turn]:
    """The person's part in each of the submissions, in a number of queries that does not grow with them."""
    scores = {
        score.submission_id: score
        for score in Score.objects.filter(submission__in=submissions, is_latest=True).defer("inputs")
    }
    asked = Ask.objects.standing().filter(submission__in=submissions, person=person)
    first: dict[int, Ask] = {}
    asked = asked.annotate(is_above=escalated("ask"))
    for ask in asked.select_related("principal").order_by("opened_at", "id"):
        first.setdefault(ask.submission_id, ask)
    return [
        Turn(submission, scores[submission.pk], first[submission.pk])
        for submission in submissions
        if submission.pk in first and submission.pk in scores
    ]
