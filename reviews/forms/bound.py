"""Who sees to a condition, within how many days, and what then."""

from django import forms

from accounts.forms.fields import offer
from accounts.models import User
from contracts.models import Deal
from contracts.queries.people import people_who_see
from reviews.actions.conditions import MOST_DAYS, MOST_EVIDENCE


class BoundFields(forms.Form):
    """The fields of a condition beside its words. `offer_people` says among whom to choose."""

    condition_owner = forms.ModelChoiceField(
        label="Who sees to it?",
        queryset=User.objects.none(),
        required=False,
        empty_label="Choose a person",
        error_messages={"invalid_choice": "Choose somebody who can see this deal."},
    )
    condition_days = forms.IntegerField(
        label="Within",
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs={"class": "input--num"}),
        help_text="Calendar days, counted from clearing.",
        error_messages={
            "invalid": "Write a whole number of days.",
            "min_value": f"Write 1 to {MOST_DAYS} days.",
            "max_value": f"Write 1 to {MOST_DAYS} days.",
        },
    )
    condition_lapses = forms.BooleanField(
        label="If it is not met by then, the clearance lapses by itself", required=False
    )

    def offer_people(self, deal: Deal) -> None:
        offer(self, "condition_owner", people_who_see(deal))


class MeetForm(forms.Form):
    """What shows that a condition is met."""

    evidence = forms.CharField(
        label="What shows it?",
        max_length=MOST_EVIDENCE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="In words, or a link to where it can be checked.",
        error_messages={"required": "Write what shows that it is met, or where it can be checked."},
    )
