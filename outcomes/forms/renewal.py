"""When a renewal is prepared, and what came of it."""

from typing import Any

from django import forms
from django.utils import timezone

from outcomes.actions.renewing import check_days
from outcomes.models import Renewal

AS_WRITTEN = {"invalid": "Write the date as 2026-12-08.", "required": "Choose a day."}


def _day(label: str, help_text: str, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, help_text=help_text, widget=widget, error_messages=AS_WRITTEN, **kwargs
    )


class PlanForm(forms.Form):
    """By when notice must be given, and from when we prepare."""

    prepare_on = _day("Prepare from", "On this day the renewal deal is opened for its owner.")
    notice_on = _day("Notice by", "The last day on which either side can end the contract.")

    def __init__(self, *args: Any, renewal: Renewal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"prepare_on": renewal.prepare_on, "notice_on": renewal.notice_on}
        self.renewal = renewal

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if "prepare_on" in said and "notice_on" in said:
            for name, sentence in check_days(self.renewal, **said).items():
                self.add_error(name, sentence)
        return said


class SettleForm(forms.Form):
    """What came of a renewal, and when that was decided."""

    result = forms.ChoiceField(
        label="What came of it?",
        choices=[("", "Choose"), *Renewal.Result.choices],
        error_messages={"required": "Choose what came of it.", "invalid_choice": "Choose what came of it."},
    )
    on = _day("Decided on", "Not in the future.", initial=timezone.localdate)
