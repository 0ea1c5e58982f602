from django.db import models

from accounts.models import Function
from reviews.models.policy import PolicyVersion
from reviews.models.submission import Submission


class Score(models.Model):
    """A delivery-pain score: what went in, under which policy, and all that came out. Written once.

    `tenths`, `low_tenths` and `high_tenths` are the score and its interval in tenths of a point,
    0 to 1000. `gate` is a band code, raised by the rules' floors, or CLOSED while a review is missing.
    `inputs` is the deal document of DD:1.0, from which anyone can recompute `result`.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="scores")
    facts_version = models.PositiveIntegerField()
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="scores")
    inputs = models.JSONField()
    input_digest = models.CharField(max_length=64)
    string = models.CharField(max_length=300)
    tenths = models.PositiveSmallIntegerField()
    low_tenths = models.PositiveSmallIntegerField()
    high_tenths = models.PositiveSmallIntegerField()
    gate = models.CharField(max_length=10)
    route_at_least = models.CharField(max_length=10)
    rule_facts = models.JSONField(default=dict, help_text="What the policy's rules were asked about")
    ruling = models.JSONField(default=dict, help_text="What the rules demand: steps, checks, refusals")
    result = models.JSONField(
        help_text="Assessment as published: doses, points, reasons, cost in minor units"
    )
    computed_at = models.DateTimeField()
    is_latest = models.BooleanField(default=True)

    class Meta:
        ordering = ["-facts_version"]
        get_latest_by = "facts_version"
        constraints = [
            models.UniqueConstraint(fields=["submission", "facts_version"], name="scored_once"),
            models.UniqueConstraint(
                fields=["submission"], condition=models.Q(is_latest=True), name="one_latest_score"
            ),
        ]

    def __str__(self) -> str:
        return self.string

    @property
    def is_complete(self) -> bool:
        """Every required review is in (or a blocker ends it); only then may anybody approve."""
        return self.gate != "CLOSED"


class ScoredLoad(models.Model):
    """Mean minutes that a scored draft would put on one function in one month."""

    score = models.ForeignKey(Score, on_delete=models.CASCADE, related_name="loads")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+")
    month_on = models.DateField(help_text="First day of the month")
    minutes = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["month_on"]
        constraints = [
            models.UniqueConstraint(fields=["score", "function", "month_on"], name="load_once"),
        ]

    def __str__(self) -> str:
        return f"{self.function_id} {self.month_on}: {self.minutes} min"
