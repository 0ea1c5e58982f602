import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from contracts.models import Concern
from contracts.queries.concerns import MINE, NOBODYS


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


def owner_field(**options: Any) -> "forms.ModelChoiceField[User]":
    """Anybody who is here."""
    return forms.ModelChoiceField(
        queryset=User.objects.filter(is_active=True).order_by("name", "id"),
        error_messages={
            "required": "Choose who sees to the answer.",
            "invalid_choice": "Choose somebody from the list.",
        },
        **options,
    )


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

    owner = owner_field(label="Who sees to the answer?", required=False, empty_label="Nobody yet")

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
    evidence = forms.CharField(
        label="What shows it?",
        max_length=500,
        help_text="In words, or a link to where it can be checked.",
        error_messages={"required": "Write what shows it, or where it can be checked."},
    )

    def __init__(self, concern: Concern, data: Any = None) -> None:
        super().__init__(data, auto_id=f"concern-{concern.pk}-%s")


class OwnerForm(forms.Form):
    """Who sees to the answer of a concern."""

    owner = owner_field(label="Who sees to the answer?", empty_label="Choose a person")

    def __init__(self, concern: Concern, data: Any = None) -> None:
        super().__init__(data, auto_id=f"owner-{concern.pk}-%s", initial={"owner": concern.owner_id})


class ConcernFilter(forms.Form):
    """Narrows the list of open concerns."""

    severity = forms.ChoiceField(
        label="How bad", required=False, choices=[("", "Any"), *Concern.Severity.choices]
    )
    owner = forms.ChoiceField(
        label="Whose", required=False, choices=[("", "Anybody’s"), (MINE, "Mine"), (NOBODYS, "Nobody’s")]
    )
    age = forms.TypedChoiceField(
        label="Told",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", "At any time"),
            ("7", "Over a week ago"),
            ("30", "Over 30 days ago"),
            ("90", "Over 90 days ago"),
        ],
    )

    @property
    def told_before(self) -> dt.date | None:
        """The first day that is too young, from a valid form."""
        days = self.cleaned_data.get("age")
        return None if days is None else timezone.localdate() - dt.timedelta(days=days)
