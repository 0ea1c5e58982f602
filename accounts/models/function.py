import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models.user import must_be_time_zone

WORKING_DAYS = [0, 1, 2, 3, 4]


def monday_to_friday() -> list[int]:
    return list(WORKING_DAYS)


class Function(models.Model):
    """A team that has to deliver what is signed, with its cost, capacity and working calendar."""

    code = models.CharField(max_length=3, unique=True, help_text="Three capital letters, as in the policy")
    name = models.CharField(max_length=60, unique=True)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="led_functions",
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="functions", blank=True
    )
    cost_rate = models.PositiveIntegerField(help_text="Minor units of the company's currency an hour")
    monthly_capacity = models.PositiveIntegerField(help_text="Hours a month for work beyond the standard")
    response_hours = models.PositiveIntegerField(default=8, help_text="Business hours to answer a review")
    time_zone = models.CharField(max_length=64, default="UTC", validators=[must_be_time_zone])
    working_days = ArrayField(
        models.PositiveSmallIntegerField(), default=monday_to_friday, help_text="0 is Monday"
    )
    opens_at = models.TimeField(default=dt.time(9))
    closes_at = models.TimeField(default=dt.time(17))

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_at__lt=models.F("closes_at")), name="opens_before_closing"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def chain(self) -> str:
        return f"function:{self.code}"

    @property
    def has_anybody(self) -> bool:
        """Is somebody there who can answer: a lead or member whose account is open?"""
        if self.lead is not None and self.lead.is_active:
            return True
        return any(membership.user.is_active for membership in self.memberships.all())


class Membership(models.Model):
    function = models.ForeignKey(Function, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["function", "user"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.function_id}"


class Holiday(models.Model):
    """A day on which a function does not work; its clocks stand still."""

    function = models.ForeignKey(Function, on_delete=models.CASCADE, related_name="holidays")
    on = models.DateField()
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["function", "on"], name="holiday_once")]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"
