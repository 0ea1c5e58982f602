from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.absences import codes_stood_in_for
from accounts.models import Function, User
from accounts.permissions import may
from contracts.models.customer import Customer
from contracts.models.draft import Draft, DraftState
from contracts.models.term import Term


class DealKind(models.TextChoices):
    NEW_BUSINESS = "new_business", "New business"
    EXPANSION = "expansion", "Expansion"
    RENEWAL = "renewal", "Renewal"


class Paper(models.TextChoices):
    OURS = "ours", "Our paper"
    CUSTOMER = "customer", "The customer’s paper"


class Channel(models.TextChoices):
    DIRECT = "direct", "Direct"
    PARTNER = "partner", "Through a partner"


CURRENCIES = [("EUR", "EUR"), ("USD", "USD"), ("GBP", "GBP"), ("CHF", "CHF"), ("SEK", "SEK"), ("JPY", "JPY")]


class DealQuerySet(models.QuerySet["Deal"]):
    def visible_to(self, user: User) -> DealQuerySet:
        """Own deals, deals of those who report to the person, deals whose submitted terms go to a function
        of the person or one for which they stand in, deals that concern such a function since they were
        signed, and deals into which they were drawn; everything for the roles that read all deals."""
        if may(user, "deal.read_all"):
            return self
        codes = sorted(user.function_codes | codes_stood_in_for(user))
        asked = Term.objects.filter(draft__deal=OuterRef("pk"), is_standard=False, functions__overlap=codes)
        asked = asked.exclude(draft__state=DraftState.DRAFTING)
        mine = Q(owner=user) | Q(created_by=user) | Q(owner__reports_to=user)
        mine |= Q(Exists(DealReader.objects.filter(deal=OuterRef("pk"), user=user)))
        concerned = DealFunction.objects.filter(deal=OuterRef("pk"), function__code__in=codes)
        return self.filter(mine | Exists(asked) | Exists(concerned) if codes else mine)


class Deal(models.Model):
    """One negotiation with one customer. Its drafts carry the terms; its state is its current draft's."""

    serial = models.PositiveBigIntegerField(unique=True, help_text="The number in D-2093")
    name = models.CharField(max_length=160)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="deals")
    kind = models.CharField(max_length=20, choices=DealKind.choices)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deals")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    currency = models.CharField(max_length=3, choices=CURRENCIES, default="EUR")
    committed_value = models.PositiveBigIntegerField(
        validators=[MinValueValidator(1)],
        help_text="Minor units; non-cancellable value only, without optional years",
    )
    months = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(120)])
    expected_signing_on = models.DateField()
    delivery_months = models.PositiveSmallIntegerField(
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
        help_text="Months from signing to go-live, over which one-off work is spread",
    )
    product_lines = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    lead_source = models.CharField(max_length=80, blank=True)
    discount = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="Per cent off the list price",
    )
    paper = models.CharField(max_length=10, choices=Paper.choices, default=Paper.OURS)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.DIRECT)

    objects = DealQuerySet.as_manager()

    class Meta:
        ordering = ["-serial"]
        constraints = [
            models.CheckConstraint(condition=Q(committed_value__gt=0), name="value_above_zero"),
            models.CheckConstraint(condition=Q(months__gt=0), name="months_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.customer}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:deal", args=[self.serial])

    @property
    def number(self) -> str:
        return f"D-{self.serial}"

    @property
    def chain(self) -> str:
        return f"deal:{self.pk}"

    @property
    def current_draft(self) -> Draft:
        """The draft with the highest number; lists prefetch it into `current` instead of asking here."""
        found: Draft = self.drafts.get(is_current=True)
        return found


class DealReader(models.Model):
    """Somebody who was drawn into a deal (asked to approve, mentioned) and may read it since."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=100)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deal", "user"], name="reader_once")]

    def __str__(self) -> str:
        return f"{self.user_id} reads {self.deal_id}"


class DealFunction(models.Model):
    """A function that a deal concerns though none of its terms went to it: whoever is of the function, or
    stands in there, may read the deal."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="concerned")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deal", "function"], name="deal_function_once")]

    def __str__(self) -> str:
        return f"{self.deal_id} concerns {self.function_id}"
