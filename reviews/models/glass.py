from django.conf import settings
from django.db import models
from django.db.models import F, Q

from reviews.models.submission import Submission


class BrokenGlass(models.Model):
    """Two executives clear a draft although its gate is closed, with a reason; everybody hears of it."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="broken_glass")
    reason = models.TextField(max_length=2000)
    why_closed = models.TextField(help_text="What the gate said when it was confirmed")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("asked_by")), name="two_break_the_glass"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(declined_at=None), name="confirmed_or_declined"
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:60]
