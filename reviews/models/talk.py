from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from contracts.models import Deal, DraftState, Term
from reviews.models.ask import Ask
from reviews.models.request import ReviewRequest
from reviews.models.review import CounterProposal
from reviews.models.submission import Submission


class Thread(models.Model):
    """What is said about one term through all drafts of a deal, or about the deal when `term` is empty.

    `term` is the first of the copies, which its later copies lead back to by `copied_from`.
    """

    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="threads")
    term = models.OneToOneField(Term, null=True, on_delete=models.PROTECT, related_name="thread")
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deal"], condition=Q(term=None), name="one_thread_on_the_deal")
        ]

    def __str__(self) -> str:
        return f"thread of deal {self.deal_id}"


class Comment(models.Model):
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField(max_length=4000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="mentioned_in", blank=True)
    counter = models.ForeignKey(CounterProposal, null=True, on_delete=models.PROTECT, related_name="comments")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class QuestionQuerySet(models.QuerySet["Question"]):
    def open(self) -> QuestionQuerySet:
        """Those for which somebody waits now: unanswered, of a draft in review, by whoever has to act."""
        return self.filter(
            answered_at=None,
            submission__draft__state=DraftState.IN_REVIEW,
            submission__draft__is_current=True,
            request__answered_at=None,
            ask__ended_at=None,
        )


class Question(models.Model):
    """A reviewer or an approver asks for information; their clock stands until there is an answer.

    A question that was taken back is ended by its asker, without an answer.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="questions")
    request = models.ForeignKey(ReviewRequest, null=True, on_delete=models.PROTECT, related_name="questions")
    ask = models.ForeignKey(Ask, null=True, on_delete=models.PROTECT, related_name="questions")
    text = models.TextField(max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.TextField(max_length=4000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(request=None, ask__isnull=False) | Q(request__isnull=False, ask=None),
                name="question_of_one_clock",
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(answered_at=None), name="one_open_question_a_request"
            ),
            models.UniqueConstraint(
                fields=["ask"], condition=Q(answered_at=None), name="one_open_question_an_ask"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def was_taken_back(self) -> bool:
        return self.answered_at is not None and not self.answer
