from django.conf import settings
from django.db import models

from reviews.models.score import Score
from reviews.models.submission import Submission


class Clearance(models.Model):
    """The record that the gate was open for exactly one draft. A trigger recounts the reviews.

    `certificate` is the canonical content of the certificate, `digest` its SHA-256, `code` what anyone
    can look up at /verify/.
    """

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="clearance")
    score = models.ForeignKey(
        Score,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty only if glass was broken",
    )
    certificate = models.JSONField()
    digest = models.CharField(max_length=64)
    code = models.CharField(max_length=20, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.code

    @property
    def is_glass_broken(self) -> bool:
        return "broken_glass" in self.certificate


class Signing(models.Model):
    """What a clearance permits: the contract was signed on this day."""

    clearance = models.OneToOneField(Clearance, on_delete=models.PROTECT, related_name="signing")
    signed_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    terminated_on = models.DateField(null=True, help_text="After this day's month nobody works for it")

    def __str__(self) -> str:
        return f"signed on {self.signed_on}"


class VoidRequest(models.Model):
    """Somebody asks to void a clearance, with a reason; a second person confirms it."""

    clearance = models.OneToOneField(Clearance, on_delete=models.PROTECT, related_name="void_request")
    reason = models.TextField(max_length=2000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("asked_by")),
                name="two_people_void",
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:60]
