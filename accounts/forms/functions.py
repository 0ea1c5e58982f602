from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q

from accounts.forms.fields import PeopleField, PersonField, TimeZoneField
from accounts.models import Function, Holiday, Membership, RoleGrant, User
from accounts.permissions import REVIEWERS
from dealdesk.kit.money import decimals_of, major_units

WEEKDAYS = [
    (0, "Monday"),
    (1, "Tuesday"),
    (2, "Wednesday"),
    (3, "Thursday"),
    (4, "Friday"),
    (5, "Saturday"),
    (6, "Sunday"),
]
MOST_HOURS_A_MONTH = 100_000
MOST_RESPONSE_HOURS = 400


class FunctionForm(forms.Form):
    """A function's facts, members and calendar. The cost rate is typed in whole units of the currency."""

    name = forms.CharField(max_length=60)
    lead = PersonField(required=False, empty_label="Nobody")
    cost_rate = forms.DecimalField(
        min_value=0,
        max_value=10_000,
        decimal_places=2,
        help_text="What an hour costs us. Counts from the next policy version on.",
    )
    monthly_capacity = forms.IntegerField(
        min_value=1,
        max_value=MOST_HOURS_A_MONTH,
        help_text="Hours a month for work beyond the standard, all members together.",
    )
    response_hours = forms.IntegerField(
        label="Answers within",
        min_value=1,
        max_value=MOST_RESPONSE_HOURS,
        help_text="Working hours from submission until a review is due.",
    )
    time_zone = TimeZoneField()
    working_days = forms.TypedMultipleChoiceField(
        choices=WEEKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one; without any, no review would ever be due."},
    )
    opens_at = forms.TimeField(label="From", widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    closes_at = forms.TimeField(label="To", widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    members = PeopleField(required=False, help_text="Everybody who holds a role that reviews.")

    def __init__(self, data: Any = None, *, function: Function, currency: str) -> None:
        self.currency = currency
        super().__init__(data, initial=_facts_of(function, currency))
        reviews = Exists(RoleGrant.objects.filter(user=OuterRef("pk"), role__in=REVIEWERS))
        belongs = Exists(Membership.objects.filter(user=OuterRef("pk"), function=function))
        leads = Q(led_functions=function)
        people: dict[str, Any] = self.fields
        people["members"].queryset = User.objects.filter(Q(reviews, is_active=True) | Q(belongs))
        people["lead"].queryset = User.objects.filter(Q(reviews, is_active=True) | leads).distinct()

    def clean_cost_rate(self) -> int:
        """In minor units."""
        rate: Decimal = self.cleaned_data["cost_rate"]
        return int(rate.scaleb(decimals_of(self.currency)))

    def clean_working_days(self) -> list[int]:
        return sorted(self.cleaned_data["working_days"])


class HolidayForm(forms.ModelForm):
    class Meta:
        model = Holiday
        fields = ["on", "name"]
        widgets = {"on": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}
        labels = {"on": "Day"}


def _facts_of(function: Function, currency: str) -> dict[str, Any]:
    facts = {
        name: getattr(function, name)
        for name in ("name", "monthly_capacity", "response_hours", "time_zone", "opens_at", "closes_at")
    }
    return {
        **facts,
        "lead": function.lead_id,
        "cost_rate": major_units(function.cost_rate, currency),
        "working_days": function.working_days,
        "members": list(function.memberships.values_list("user_id", flat=True)),
    }
