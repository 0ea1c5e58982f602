from django.conf import settings
from django.db import models
from django.db.models import Q

from outcomes.models.check_in import CheckIn
from outcomes.models.handover import Handover
from outcomes.models.undisclosed import UndisclosedTerm
from reviews.models import ReviewRequest


class IncidentKind(models.TextChoices):
    ESCALATION = "escalation", "Escalation"
    EXECUTIVE_ESCALATION = "executive_escalation", "Escalation to an executive"
    SLIP = "slip", "Milestone slipped by more than 30 days"
    CREDIT = "credit", "SLA credit paid"
    TICKETS = "tickets", "Tickets"
    TERMINATION = "termination", "Contract terminated"
    NOTICE = "notice", "Customer gave notice"
    RENEWED = "renewed", "Renewed"
    CHURNED = "churned", "Not renewed"
    EXPANDED = "expanded", "Expanded"


class Incident(models.Model):
    """Something that happened to a signed deal. `request` or `undisclosed` names the cell that it came from;
    without either it concerns the whole deal. `amount` is minor units of the deal's currency (a credit),
    `count` a number of tickets or days of slip. Struck out, never deleted, when it was a mistake."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="incidents")
    check_in = models.ForeignKey(CheckIn, null=True, on_delete=models.PROTECT, related_name="incidents")
    request = models.ForeignKey(ReviewRequest, null=True, on_delete=models.PROTECT, related_name="incidents")
    undisclosed = models.ForeignKey(
        UndisclosedTerm, null=True, on_delete=models.PROTECT, related_name="incidents"
    )
    kind = models.CharField(max_length=24, choices=IncidentKind.choices)
    happened_on = models.DateField()
    amount = models.PositiveBigIntegerField(null=True)
    count = models.PositiveIntegerField(null=True)
    note = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    import_key = models.CharField(max_length=64, blank=True, help_text="Digest of an imported row")

    class Meta:
        ordering = ["-happened_on", "-id"]
        indexes = [
            models.Index(
                fields=["handover"], condition=Q(kind="termination", struck_at=None), name="terminations"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["import_key"], condition=~Q(import_key=""), name="imported_once"),
            models.CheckConstraint(
                condition=Q(request=None) | Q(undisclosed=None), name="incident_of_one_cell"
            ),
            models.CheckConstraint(
                condition=~Q(kind="credit") | Q(amount__isnull=False), name="credit_has_an_amount"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.happened_on}"
