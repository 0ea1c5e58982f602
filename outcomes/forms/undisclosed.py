from typing import Any

from django import forms
from django.utils import timezone

from accounts.forms.fields import offer
from accounts.models import Function
from contracts.models import TermType
from outcomes.actions.undisclosing import MOST_OBLIGATIONS, MOST_WORDING, check_undisclosed
from outcomes.models import Handover


class UndisclosedForm(forms.Form):
    """A term that was found after signing."""

    type = forms.ModelChoiceField(
        label="What kind of term is it?",
        queryset=TermType.objects.none(),
        empty_label="Choose",
        error_messages={"required": "Choose the kind of term."},
    )
    wording = forms.CharField(
        label="Its wording",
        max_length=MOST_WORDING,
        widget=forms.Textarea(attrs={"rows": 4, "class": "contract"}),
        error_messages={"required": "Write the wording that was found."},
    )
    functions = forms.ModelMultipleChoiceField(
        label="Who has to deliver it?",
        queryset=Function.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who has to deliver it."},
    )
    obligation_count = forms.IntegerField(
        label="Obligations in it",
        min_value=1,
        max_value=MOST_OBLIGATIONS,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "input--num"}),
    )
    found_on = forms.DateField(
        label="Found on",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Write the day.", "invalid": "Write a day, such as 2026-03-09."},
    )
    note = forms.CharField(
        label="How it came to light",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, handover: Handover) -> None:
        super().__init__(data, initial={"found_on": timezone.localdate()})
        self.handover = handover
        types = TermType.objects.filter(playbook=handover.draft.playbook_id).order_by("name")
        offer(self, "type", types)
        offer(self, "functions", Function.objects.order_by("id"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            asked = self.asked
            wrong = check_undisclosed(
                self.handover,
                asked["wording"],
                asked["functions"],
                asked["found_on"],
                asked["obligation_count"],
            )
            for name, sentence in wrong.items():
                self.add_error(name, sentence)
        return cleaned

    @property
    def asked(self) -> dict[str, Any]:
        """As `add_undisclosed` takes it."""
        return {
            **self.cleaned_data,
            "functions": [function.code for function in self.cleaned_data["functions"]],
        }
