from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from contracts.models.draft import Draft
from contracts.models.playbook import Rung, TermType


class Term(models.Model):
    """One clause of a draft: what the customer asks, why, and whether the playbook already permits it.

    `is_standard`, `rung` and `functions` follow from wording and value under the draft's playbook
    (contracts/standing.py) and are written with them. A trigger refuses any change once the draft is
    submitted.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="terms")
    position = models.PositiveSmallIntegerField()
    type = models.ForeignKey(TermType, on_delete=models.PROTECT, related_name="terms")
    wording = models.TextField(max_length=10_000, help_text="The customer's words")
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    reason = models.TextField(max_length=2000, blank=True, help_text="Why the customer asks")
    obligation_count = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text="Distinct obligations in the clause, 1 to 20; set by the deal desk",
    )
    is_standard = models.BooleanField(default=False)
    rung = models.ForeignKey(Rung, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    functions = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    copied_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="copies")
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["draft", "position"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "position"], name="term_position_once"),
            models.CheckConstraint(condition=Q(obligation_count__range=(1, 20)), name="obligations_1_to_20"),
        ]

    def __str__(self) -> str:
        return f"{self.type.name}: {self.wording[:40]}"

    @property
    def key(self) -> str:
        """The term's name in a score's inputs."""
        return f"T{self.position}"
