from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.absences import people_stood_in_for
from accounts.models import Function, User
from accounts.permissions import may
from contracts.models import Deal, DraftAuthor, DraftState, Term


def _written_by(person_id: int) -> Q:
    """The deal is one that the person owns, opened or wrote in."""
    wrote = DraftAuthor.objects.filter(draft__deal=OuterRef("term__draft__deal"), user=person_id)
    deal = "term__draft__deal"
    return Q(Exists(wrote)) | Q(**{f"{deal}__owner": person_id}) | Q(**{f"{deal}__created_by": person_id})


class ReviewRequestQuerySet(models.QuerySet["ReviewRequest"]):
    def visible_to(self, user: User) -> ReviewRequestQuerySet:
        return self.filter(term__draft__deal__in=Deal.objects.visible_to(user))

    def open(self) -> ReviewRequestQuerySet:
        """Not yet answered, for a draft that is in review now."""
        return self.filter(answered_at=None, term__draft__state=DraftState.IN_REVIEW)

    def for_functions_of(self, user: User) -> ReviewRequestQuerySet:
        """Those that the person may answer as a member or lead, or in the place of one who is away, who must
        not have written in the deal either."""
        if not may(user, "review.record"):
            return self.none()
        found = Q(function__in=user.function_ids)
        for principal, functions in people_stood_in_for(user).items():
            found |= Q(function__in=functions) & ~_written_by(principal)
        return self.filter(found)


class ReviewRequest(models.Model):
    """One function is asked about one non-standard term: a cell of the score."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="requests")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="requests")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    assigned_to = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="assigned_requests"
    )
    nudge_at = models.DateTimeField(null=True, help_text="When the next reminder or escalation is due")
    nudge_count = models.PositiveSmallIntegerField(default=0)
    paused_at = models.DateTimeField(null=True, help_text="Since when the clock stands")
    left_minutes = models.IntegerField(null=True, help_text="Business time to go while it stands")
    allowed_minutes = models.PositiveIntegerField(default=0, help_text="Business time to answer")
    held_minutes = models.PositiveIntegerField(
        null=True, help_text="Business time from being asked to the first answer, without pauses"
    )
    carried_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    objects = ReviewRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [models.UniqueConstraint(fields=["term", "function"], name="asked_once")]
        indexes = [
            models.Index(fields=["function", "due_at"], condition=Q(answered_at=None), name="open_by_due"),
            models.Index(fields=["nudge_at"], condition=Q(answered_at=None), name="requests_by_nudge"),
            models.Index(
                fields=["function", "-answered_at"],
                condition=Q(held_minutes__isnull=False),
                name="answered_by_function",
            ),
            models.Index(
                fields=["answered_at"], condition=Q(held_minutes__isnull=False), name="requests_by_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function} on {self.term_id}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None
