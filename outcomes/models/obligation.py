from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Function, User
from contracts.models import Deal, Term
from dealdesk.kit.spans import day_in_words
from outcomes.models.handover import Handover
from outcomes.models.incident import Incident
from outcomes.models.undisclosed import UndisclosedTerm
from reviews.models import Condition


class ObligationState(models.TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Done"
    WAIVED = "waived", "Waived"


class Recurrence(models.TextChoices):
    ONCE = "once", "Once"
    MONTHLY = "monthly", "Every month"


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def visible_to(self, user: User) -> ObligationQuerySet:
        return self.filter(handover__deal__in=Deal.objects.visible_to(user))

    def open(self) -> ObligationQuerySet:
        """To be kept, of contracts that stand."""
        return self.filter(state=ObligationState.OPEN, handover__in=Handover.objects.standing())

    def late(self, today: date) -> ObligationQuerySet:
        return self.open().filter(due_on__lt=today)


class Obligation(models.Model):
    """A promise after signing: one function's part of a non-standard term or of one that was never
    disclosed, or a condition of the approval.

    `due_on` is the next day on which it has to be kept; a monthly one moves on until `ends_on`. `wording` is
    the contract's own text, `condition` what the function made its yes depend on. Predicted minutes are the
    means that the reviews gave; None where nobody answered.
    """

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="obligations")
    term = models.ForeignKey(Term, null=True, on_delete=models.PROTECT, related_name="obligations")
    undisclosed = models.ForeignKey(
        UndisclosedTerm, null=True, on_delete=models.PROTECT, related_name="obligations"
    )
    source = models.OneToOneField(Condition, null=True, on_delete=models.PROTECT, related_name="obligation")
    function = models.ForeignKey(Function, null=True, on_delete=models.PROTECT, related_name="obligations")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="obligations"
    )
    name = models.CharField(max_length=160)
    wording = models.TextField()
    condition = models.TextField(blank=True)
    recurrence = models.CharField(max_length=10, choices=Recurrence.choices, default=Recurrence.ONCE)
    due_on = models.DateField()
    ends_on = models.DateField(null=True, help_text="Of a monthly one: the last day")
    once_minutes = models.PositiveIntegerField(null=True)
    monthly_minutes = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, choices=ObligationState.choices, default=ObligationState.OPEN)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    closing_words = models.CharField(max_length=1000, blank=True, help_text="Evidence, or why it was waived")
    termination = models.ForeignKey(
        Incident, null=True, on_delete=models.PROTECT, related_name="+", help_text="By which it was waived"
    )
    reminded_on = models.DateField(null=True, help_text="The last day on which the owner was reminded")

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "term", "function"],
                condition=Q(source=None),
                name="obligation_once_a_cell",
            ),
            models.UniqueConstraint(
                fields=["undisclosed", "function"], name="obligation_once_an_undisclosed"
            ),
            models.CheckConstraint(
                condition=Q(term__isnull=False) | Q(source__isnull=False) | Q(undisclosed__isnull=False),
                name="obligation_of_something",
            ),
            models.CheckConstraint(
                condition=~Q(state="waived") | ~Q(closing_words=""), name="waived_with_a_reason"
            ),
            models.CheckConstraint(condition=Q(termination=None) | Q(state="waived"), name="ended_is_waived"),
        ]
        indexes = [
            models.Index(fields=["function", "due_on"], condition=Q(state="open"), name="obligations_open")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state == ObligationState.OPEN

    def early_words(self, today: date) -> str:
        """Why the month of a recurring one that is due cannot be noted yet; empty where it can."""
        first = self.due_on.replace(day=1)
        if self.recurrence != Recurrence.MONTHLY or first <= today:
            return ""
        return f"{first:%B %Y} has not begun. It can be noted from {day_in_words(first)} on."


class Fulfilment(models.Model):
    """One time on which an obligation was kept, or one month of it waived."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="fulfilments")
    due_on = models.DateField()
    is_waived = models.BooleanField(default=False)
    words = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-due_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["obligation", "due_on"], name="fulfilled_once_a_day")]

    def __str__(self) -> str:
        return f"{self.obligation_id} of {self.due_on}"
