import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from contracts.models import Concern


class CustomerForm(forms.Form):
    """A new customer."""

    name = forms.CharField(
        label="Name", max_length=160, error_messages={"required": "Write the customer’s name."}
    )
    segment = forms.CharField(
        label="Segment", max_length=60, required=False, help_text="For example “Enterprise”."
    )
    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label="Country",
        required=False,
        help_text="Two letters, such as DE.",
        error_messages={"invalid": "Write two letters, such as DE."},
        widget=forms.TextInput(attrs={"maxlength": 2, "autocomplete": "off"}),
    )
    industry = forms.CharField(label="Industry", max_length=80, required=False)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class ConcernForm(forms.Form):
    """A problem that the customer has told us about."""

    text = forms.CharField(
        label="What troubles them?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what the customer told us."},
    )
    told_by = forms.CharField(label="Who told us", max_length=160, required=False)
    severity = forms.ChoiceField(label="How bad is it?", choices=Concern.Severity.choices)
    raised_on = forms.DateField(
        label="Told on",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choose the day on which they told us."},
    )

    def clean_raised_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["raised_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day has not come yet. Choose today or an earlier one.")
        return day


class AnswerForm(forms.Form):
    """What was done about a concern."""

    answer = forms.CharField(
        label="What was done about it?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write what was done, so that the customer can be told."},
    )

    def __init__(self, concern: Concern, data: Any = None) -> None:
        super().__init__(data, auto_id=f"concern-{concern.pk}-%s")
