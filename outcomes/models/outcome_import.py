from django.conf import settings
from django.db import models


class OutcomeImport(models.Model):
    """A file of actual hours and tickets: previewed first, then taken in whole or not at all."""

    name = models.CharField(max_length=200)
    text = models.TextField(help_text="The file as it was sent")
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    row_count = models.PositiveIntegerField(default=0)
    taken_at = models.DateTimeField(null=True)
    taken = models.JSONField(
        default=list, help_text="What was done with each row then, as outcomes/import_rows.py has it"
    )

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.name
