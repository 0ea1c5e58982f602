import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

YEAR = dt.timedelta(days=365)


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the date as 2026-12-08.", "required": "Choose a day."},
    )


class LabForm(forms.Form):
    """The period whose submissions are replayed."""

    from_on = _day("Submitted from")
    to_on = _day("to")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("from_on") and said.get("to_on") and said["from_on"] > said["to_on"]:
            self.add_error("to_on", "This day lies before the first one.")
        return said


def last_year() -> dict[str, dt.date]:
    today = timezone.localdate()
    return {"from_on": today - YEAR, "to_on": today}
