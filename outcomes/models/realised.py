from django.db import models

from contracts.models import Term
from outcomes.models.check_in import Moment
from outcomes.models.handover import Handover
from outcomes.models.undisclosed import UndisclosedTerm
from reviews.models import ReviewRequest


class Realised(models.Model):
    """The realised dose of a signed deal at one moment: the same DD:1.0 over what the functions say it was
    really like, without capacity (docs/outcomes.md, section 1.4). Kept true by each answer.

    A function that has not answered yet stands with its answer of the moment before; while one has never
    answered, `is_complete` is false and no statistic reads the row. `cost` is minor units of the company's
    currency. `inputs` is the deal document, from which anyone can recompute `dose`. `bad_because` holds
    codes: score, termination, churn, cost.
    """

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="realised")
    moment = models.CharField(max_length=10, choices=Moment.choices)
    inputs = models.JSONField()
    string = models.CharField(max_length=300)
    tenths = models.PositiveSmallIntegerField()
    dose = models.PositiveBigIntegerField()
    severity_dose = models.PositiveBigIntegerField()
    effort_dose = models.PositiveBigIntegerField()
    cost = models.PositiveBigIntegerField()
    credits = models.PositiveBigIntegerField(default=0)
    is_complete = models.BooleanField(default=False)
    is_bad = models.BooleanField(default=False)
    bad_because = models.JSONField(default=list)
    completed_at = models.DateTimeField(null=True, help_text="When the last function answered")
    computed_at = models.DateTimeField()

    class Meta:
        ordering = ["handover", "moment"]
        constraints = [models.UniqueConstraint(fields=["handover", "moment"], name="realised_once")]

    def __str__(self) -> str:
        return self.string


class RealisedCell(models.Model):
    """One cell of a realised dose beside what was said of it: the ledger that roll-ups and precedents read.

    `request` is None for an undisclosed term, whose `said_*` are zero. Severity h and effort e are the cell's
    own ledger entries; `*_dose` is its share of the whole, n h^2 root(S)/S + e, so shares add up to the dose
    (docs/scoring.md, section 3, Explanation). Levels are 1 to 5, and 0 where nothing was said; minutes are
    means over the whole contract.
    """

    realised = models.ForeignKey(Realised, on_delete=models.CASCADE, related_name="cells")
    request = models.ForeignKey(ReviewRequest, null=True, on_delete=models.PROTECT, related_name="realised")
    undisclosed = models.ForeignKey(
        UndisclosedTerm, null=True, on_delete=models.PROTECT, related_name="realised"
    )
    function = models.ForeignKey("accounts.Function", on_delete=models.PROTECT, related_name="+")
    type_code = models.CharField(max_length=60)
    said_level = models.PositiveSmallIntegerField(default=0)
    was_level = models.PositiveSmallIntegerField()
    said_severity = models.PositiveBigIntegerField(default=0)
    said_effort = models.PositiveBigIntegerField(default=0)
    was_severity = models.PositiveBigIntegerField()
    was_effort = models.PositiveBigIntegerField()
    said_dose = models.PositiveBigIntegerField(default=0, help_text="Its share of the base dose at signature")
    was_dose = models.PositiveBigIntegerField(help_text="Its share of the realised dose")
    said_minutes = models.PositiveBigIntegerField(default=0)
    was_minutes = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["type_code", "function"], name="realised_by_type")]

    def __str__(self) -> str:
        return f"{self.type_code} {self.function_id}: {self.said_level} -> {self.was_level}"

    @property
    def promise(self) -> Term | UndisclosedTerm:
        """What was promised, put before the functions or not."""
        found = self.request.term if self.request else self.undisclosed
        if found is None:
            raise ValueError("this cell is of no term")
        return found
