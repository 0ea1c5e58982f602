from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Function, User
from contracts.models import Deal
from outcomes.models.handover import Handover
from outcomes.models.undisclosed import UndisclosedTerm
from reviews.models import ReviewRequest
from reviews.models.review import LEVELS


class Moment(models.TextChoices):
    DAY_30 = "day_30", "30 days"
    DAY_60 = "day_60", "60 days"
    DAY_90 = "day_90", "90 days"
    RENEWAL = "renewal", "Renewal"


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def visible_to(self, user: User) -> CheckInQuerySet:
        return self.filter(handover__deal__in=Deal.objects.visible_to(user))

    def open(self) -> CheckInQuerySet:
        return self.filter(answered_at=None, handover__in=Handover.objects.standing())

    def for_functions_of(self, user: User) -> CheckInQuerySet:
        return self.filter(function__in=user.function_ids)


class CheckIn(models.Model):
    """One function says what a signed deal was really like, at one moment. Made with the handover."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="check_ins")
    moment = models.CharField(max_length=10, choices=Moment.choices)
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="check_ins")
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_uneventful = models.BooleanField(
        default=False, help_text="“Nothing happened”: one click, and it counts"
    )
    reminded_on = models.DateField(null=True)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "moment", "function"], name="check_in_once")
        ]
        indexes = [
            models.Index(fields=["function", "due_on"], condition=Q(answered_at=None), name="check_ins_open")
        ]

    def __str__(self) -> str:
        return f"{self.function_id} on {self.handover_id} after {self.get_moment_display()}"


class CellOutcome(models.Model):
    """How hard one cell turned out, by the same scale as its review, and what it really took.

    `spent_minutes` up to now and `remaining_minutes` to the contract's end, once and monthly work together;
    their sum replaces the three points of the estimate. `condition_kept`: was the condition that the
    function made its yes depend on kept? None where there was none.
    """

    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="cells")
    request = models.ForeignKey(ReviewRequest, null=True, on_delete=models.PROTECT, related_name="outcomes")
    undisclosed = models.ForeignKey(
        UndisclosedTerm, null=True, on_delete=models.PROTECT, related_name="outcomes"
    )
    level = models.PositiveSmallIntegerField(validators=LEVELS)
    spent_minutes = models.PositiveIntegerField(default=0)
    remaining_minutes = models.PositiveIntegerField(default=0)
    condition_kept = models.BooleanField(null=True)
    note = models.TextField(max_length=2000, blank=True)
    is_imported = models.BooleanField(
        default=False, help_text="Hours from a file: nobody has said yet how hard it was"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["check_in", "request"], name="outcome_once_a_cell"),
            models.UniqueConstraint(fields=["check_in", "undisclosed"], name="outcome_once_undisclosed"),
            models.CheckConstraint(
                condition=Q(request=None, undisclosed__isnull=False)
                | Q(request__isnull=False, undisclosed=None),
                name="outcome_of_one_cell",
            ),
            models.CheckConstraint(condition=Q(level__range=(1, 5)), name="outcome_level_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.check_in_id}: {self.level}"

    @property
    def minutes(self) -> int:
        return self.spent_minutes + self.remaining_minutes
