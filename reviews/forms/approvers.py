"""Forms for handing a step over and for adding an approver."""

from typing import Any

from django import forms

from accounts.forms.fields import offer
from accounts.models import User
from contracts.models import Deal
from reviews.actions.reassigning import LONGEST_REASON
from reviews.models import Ask
from reviews.queries.people_verbs import able_to_be_added, able_to_take

UNKNOWN = {"required": "Choose a person.", "invalid_choice": "Choose one of the people offered."}


class HandOverForm(forms.Form):
    """To whom a step goes, and why."""

    to = forms.ModelChoiceField(
        label="Who decides it instead?",
        queryset=User.objects.none(),
        empty_label="Choose a person",
        error_messages=UNKNOWN,
    )
    reason = forms.CharField(
        label="Why?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Whoever gets it reads this; it stays in the history.",
        error_messages={"required": "Write why you hand it over; whoever gets it reads that."},
    )

    def __init__(self, *args: Any, ask: Ask, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", able_to_take(ask))


class AddApproverForm(forms.Form):
    """Who approves as well, and why."""

    person = forms.ModelChoiceField(
        label="Who has to approve as well?",
        queryset=User.objects.none(),
        empty_label="Choose a person",
        error_messages=UNKNOWN,
    )
    reason = forms.CharField(
        label="Why?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="They read it when they are told.",
        error_messages={"required": "Write why they have to approve as well; they read it."},
    )

    def __init__(self, *args: Any, deal: Deal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", able_to_be_added(deal))
