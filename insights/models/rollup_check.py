from django.db import models


class RollUpCheck(models.Model):
    """One comparison of the roll-ups with the tables beneath them (I16), and the differences it found: the
    first hundred, each `{rollup, key, kept, counted}`."""

    at = models.DateTimeField()
    is_nightly = models.BooleanField(default=True)
    row_count = models.PositiveIntegerField(default=0)
    difference_count = models.PositiveIntegerField(default=0)
    differences = models.JSONField(default=list)
    is_rebuilt = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}: {self.difference_count} differences"
