from __future__ import annotations

from django.db import models
from django.db.models import Q

from accounts.models import Function, User
from accounts.permissions import may
from contracts.models import Deal, DraftState, Term


class ReviewRequestQuerySet(models.QuerySet["ReviewRequest"]):
    def visible_to(self, user: User) -> ReviewRequestQuerySet:
        return self.filter(term__draft__deal__in=Deal.objects.visible_to(user))

    def open(self) -> ReviewRequestQuerySet:
        """Not yet answered, for a draft that is in review now."""
        return self.filter(answered_at=None, term__draft__state=DraftState.IN_REVIEW)

    def for_functions_of(self, user: User) -> ReviewRequestQuerySet:
        return self.filter(function_id__in=user.function_ids) if may(user, "review.record") else self.none()


class ReviewRequest(models.Model):
    """One function is asked about one non-standard term: a cell of the score."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="requests")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="requests")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    carried_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    objects = ReviewRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [models.UniqueConstraint(fields=["term", "function"], name="asked_once")]
        indexes = [
            models.Index(fields=["function", "due_at"], condition=Q(answered_at=None), name="open_by_due")
        ]

    def __str__(self) -> str:
        return f"{self.function} on {self.term_id}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None
