"""What is said when an obligation is kept, waived, or given to somebody else."""

from typing import Any

from django import forms
from django.utils import timezone

from accounts.forms.fields import offer
from accounts.models import User
from outcomes.actions.promise_rows import MOST_WORDS
from outcomes.models import Obligation, Recurrence
from outcomes.queries.obligations import people_who_keep


class DueForm(forms.Form):
    """Knows which day the person was shown, so that a second click closes nothing else."""

    seen_due_on = forms.DateField(widget=forms.HiddenInput(attrs={"id": False}), required=False)

    def __init__(self, *args: Any, obligation: Obligation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"seen_due_on": obligation.due_on}


class FinishForm(DueForm):
    """What shows that it is done; a condition is met by it, so there it is needed."""

    words = forms.CharField(
        label="What shows it?",
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="In words, or a link to where it can be checked.",
        error_messages={"required": "Write what shows that it is met, or where it can be checked."},
    )

    def __init__(self, *args: Any, obligation: Obligation, **kwargs: Any) -> None:
        super().__init__(*args, obligation=obligation, **kwargs)
        self.fields["words"].required = obligation.source_id is not None


class WaiveForm(DueForm):
    """Why it is not to be kept; a monthly one for this month, or from now on."""

    reason = forms.CharField(
        label="Why is it not to be kept?",
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="It stays with the obligation, and whoever sees to it reads it.",
        error_messages={"required": "Write why this is not to be kept."},
    )
    is_month = forms.BooleanField(label="Only for the month that is due", required=False)

    def __init__(self, *args: Any, obligation: Obligation, **kwargs: Any) -> None:
        super().__init__(*args, obligation=obligation, **kwargs)
        if obligation.recurrence != Recurrence.MONTHLY or obligation.early_words(timezone.localdate()):
            del self.fields["is_month"]


class GiveForm(forms.Form):
    """Who sees to it from now on: somebody who sees the deal and may close it."""

    to = forms.ModelChoiceField(
        label="Who sees to it?",
        queryset=User.objects.none(),
        empty_label="Choose a person",
        error_messages={
            "required": "Choose a person.",
            "invalid_choice": "Choose somebody who can see this deal and keep it.",
        },
    )

    def __init__(self, *args: Any, obligation: Obligation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_who_keep(obligation)
        offer(self, "to", people.exclude(pk=obligation.owner_id) if obligation.owner_id else people)
