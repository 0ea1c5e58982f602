from django.conf import settings
from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=160, unique=True)
    segment = models.CharField(max_length=60, blank=True, help_text="For example “Enterprise”")
    country = models.CharField(max_length=2, blank=True, help_text="Two letters, such as DE")
    industry = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def chain(self) -> str:
        return f"customer:{self.pk}"


class Concern(models.Model):
    """A problem that the customer has told us about; open until it has an answer."""

    class Severity(models.TextChoices):
        LOW = "low", "Low"
        MEDIUM = "medium", "Medium"
        HIGH = "high", "High"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="concerns")
    text = models.TextField(max_length=2000)
    told_by = models.CharField(max_length=160, blank=True, help_text="Who at the customer told us")
    severity = models.CharField(max_length=10, choices=Severity.choices, default=Severity.MEDIUM)
    raised_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="concerns"
    )
    answer = models.TextField(max_length=2000, blank=True)
    evidence = models.CharField(max_length=500, blank=True, help_text="Where the answer can be checked")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-raised_on", "-id"]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_open(self) -> bool:
        return self.answered_at is None


class ConcernAcceptance(models.Model):
    """An executive accepts, in writing, that one deal goes on while the concern is open."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="acceptances")
    deal = models.ForeignKey("contracts.Deal", on_delete=models.PROTECT, related_name="accepted_concerns")
    words = models.TextField(max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["concern", "deal"], name="accepted_once_a_deal")]

    def __str__(self) -> str:
        return self.words[:60]
