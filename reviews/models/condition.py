from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Function
from reviews.models.approval import Approval
from reviews.models.review import Review
from reviews.models.submission import Submission

REMINDED_AT = (3, 1, -1)
"""The owner is reminded so many calendar days before the day; -1 is the day after."""


def reminders_over(days_left: int) -> int:
    """How many reminders have had their day when so many are left."""
    return sum(days_left <= days for days in REMINDED_AT)


class Condition(models.Model):
    """What must be done for an approval or a review to hold: who owns it, until when, and what then.

    `due_days` counts calendar days from clearing, and `due_on` is the day, known once the draft is
    cleared. A condition that `lapses` ends the clearance by itself when the day passes unmet; any other
    is late, no more. One that is unmet when the contract is signed is an obligation from `obliged_on`:
    no clearance can lapse any more, and the owner still has to see to it. `reminded_count` says how many of
    the owner's reminders are behind it, whether they were sent or their day came too early.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="conditions")
    approval = models.OneToOneField(Approval, null=True, on_delete=models.PROTECT, related_name="condition")
    review = models.OneToOneField(Review, null=True, on_delete=models.PROTECT, related_name="bound_condition")
    text = models.TextField(max_length=2000)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="conditions")
    function = models.ForeignKey(Function, null=True, on_delete=models.PROTECT, related_name="conditions")
    due_days = models.PositiveSmallIntegerField()
    due_on = models.DateField(null=True)
    lapses = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    met_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    evidence = models.CharField(max_length=500, blank=True)
    lapsed_at = models.DateTimeField(null=True)
    obliged_on = models.DateField(null=True, help_text="Day of signing, if it was unmet then")
    reminded_count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approval=None, review__isnull=False) | Q(approval__isnull=False, review=None),
                name="condition_of_one_decision",
            ),
            models.CheckConstraint(condition=Q(due_days__range=(1, 730)), name="due_within_two_years"),
            models.CheckConstraint(condition=Q(met_at=None) | Q(lapsed_at=None), name="met_or_lapsed"),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(met_at=None, lapsed_at=None), name="conditions_open_by_day"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
