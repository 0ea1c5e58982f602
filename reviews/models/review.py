from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from contracts.models import Rung
from reviews.models.request import ReviewRequest


class Verdict(models.TextChoices):
    DELIVERABLE = "deliverable", "Deliverable"
    CONDITIONS = "conditions", "With conditions"
    COUNTER = "counter_proposal", "Counter-proposal"
    BLOCKER = "blocker", "Blocker"


LEVELS = [MinValueValidator(1), MaxValueValidator(5)]


class Review(models.Model):
    """One person's judgement of one cell. A new answer of the same person replaces the earlier one,
    which is kept with the time at which it was replaced."""

    request = models.ForeignKey(ReviewRequest, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews")
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whose place the reviewer took",
    )
    level = models.PositiveSmallIntegerField(validators=LEVELS)
    confidence = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(20), MaxValueValidator(100)],
        help_text="Per cent: how sure that the truth lies in the range",
    )
    once_low = models.PositiveIntegerField(default=0, help_text="Minutes, once")
    once_likely = models.PositiveIntegerField(default=0)
    once_high = models.PositiveIntegerField(default=0)
    monthly_low = models.PositiveIntegerField(default=0, help_text="Minutes a month")
    monthly_likely = models.PositiveIntegerField(default=0)
    monthly_high = models.PositiveIntegerField(default=0)
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    condition = models.TextField(max_length=2000, blank=True)
    residual_level = models.PositiveSmallIntegerField(null=True, blank=True, validators=LEVELS)
    condition_accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    condition_accepted_at = models.DateTimeField(null=True, blank=True)
    feels_right = models.BooleanField(null=True, blank=True, help_text="Recorded, not scored")
    reasons = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)
    carried_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["answered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "reviewer"], condition=Q(replaced_at=None), name="one_answer_each"
            ),
            models.CheckConstraint(condition=Q(level__range=(1, 5)), name="level_1_to_5"),
            models.CheckConstraint(condition=Q(confidence__range=(20, 100)), name="confidence_20_to_100"),
            models.CheckConstraint(
                condition=Q(once_low__lte=F("once_likely")) & Q(once_likely__lte=F("once_high")),
                name="once_in_order",
            ),
            models.CheckConstraint(
                condition=Q(monthly_low__lte=F("monthly_likely")) & Q(monthly_likely__lte=F("monthly_high")),
                name="monthly_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer_id} on request {self.request_id}: {self.level}"

    @property
    def once(self) -> tuple[int, int, int]:
        return self.once_low, self.once_likely, self.once_high

    @property
    def monthly(self) -> tuple[int, int, int]:
        return self.monthly_low, self.monthly_likely, self.monthly_high

    @property
    def is_blocker(self) -> bool:
        return self.verdict == Verdict.BLOCKER


class CounterProposal(models.Model):
    """Other wording or another value that the function can live with, offered with a review."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="counter")
    wording = models.TextField(max_length=10_000)
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    rung = models.ForeignKey(Rung, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    declined_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None), name="accepted_or_declined"
            )
        ]

    def __str__(self) -> str:
        return self.wording[:60]
