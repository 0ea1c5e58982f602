"""Which ask somebody wants precedents of."""

from typing import Any

from django import forms

from accounts.forms.fields import offer
from contracts.forms.numbers import read_number
from contracts.models import PlaybookVersion, TermType
from contracts.queries import current_playbook
from outcomes.queries.precedents import Question


class PrecedentForm(forms.Form):
    """Read from the address; a valid form has its `question`. The type may stand alone."""

    type = forms.ModelChoiceField(TermType.objects.none(), to_field_name="code", empty_label="Choose a type")
    value = forms.CharField(
        required=False,
        max_length=40,
        help_text="In the type’s own unit; leave it empty where it cannot be compared.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input--num", "autocomplete": "off"}),
    )
    wording = forms.CharField(
        label="The customer’s wording",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.playbook: PlaybookVersion = current_playbook()
        offer(self, "type", self.playbook.types.all())

    def clean_value(self) -> Any:
        typed, type_ = self.cleaned_data["value"], self.cleaned_data.get("type")
        if not typed or type_ is None or not type_.is_compared_by_value:
            return None
        try:
            return read_number(typed, type_.decimals)
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from problem

    @property
    def question(self) -> Question:
        said = self.cleaned_data
        is_any = said["value"] is None and not said["wording"].strip()
        return Question(said["type"], said["value"], said["wording"], is_any=is_any)
