from django import forms

from reviews.forms import choices
from reviews.forms.bound import BoundFields
from reviews.forms.numbers import HOURS, UNITS, NumberField
from reviews.models import Verdict


def _effort(label: str) -> NumberField:
    return NumberField(label=label, required=False, min_value=0, max_digits=7, decimal_places=2)


class ReviewFields(BoundFields):
    """What a reviewer is asked, in the order of the page."""

    level = forms.TypedChoiceField(
        coerce=int,
        choices=choices.LEVELS,
        widget=forms.RadioSelect,
        help_text="Think of what your team will feel, not of the money. Keys 1 to 5.",
        error_messages={"required": "Choose a level from 1 to 5."},
    )
    once_low = _effort("If all goes well")
    once_likely = _effort("Most likely")
    once_high = _effort("If it goes badly")
    once_unit = forms.ChoiceField(label="Counted in", choices=UNITS, initial=HOURS)
    monthly_low = _effort("In a good month")
    monthly_likely = _effort("In a usual month")
    monthly_high = _effort("In a bad month")
    monthly_unit = forms.ChoiceField(label="Counted in", choices=UNITS, initial=HOURS)
    confidence = forms.TypedChoiceField(
        label="How sure are you?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how sure you are."},
    )
    verdict = forms.ChoiceField(
        label="Your verdict",
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a verdict."},
    )
    condition = forms.CharField(
        label="Condition", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    residual_level = forms.TypedChoiceField(
        label="How hard is it then?",
        required=False,
        coerce=int,
        empty_value=None,
        choices=choices.RESIDUAL_LEVELS,
        help_text="Counts once a second person of your function accepts the condition.",
    )
    start_from = forms.ChoiceField(label="Start from the playbook", required=False)
    counter_wording = forms.CharField(
        label="Wording we can live with",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "contract"}),
    )
    counter_value = NumberField(required=False, max_digits=16)
    reasons = forms.CharField(
        label="Your reasons", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    feels_right = forms.ChoiceField(
        label="Does this feel right?", required=False, choices=choices.FEELINGS, widget=forms.RadioSelect
    )
