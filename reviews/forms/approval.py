from typing import Any

from django import forms

from reviews.models import Decision


class DecisionForm(forms.Form):
    """One approver's decision; which of the four is said by the button that was pressed."""

    decision = forms.ChoiceField(
        choices=Decision.choices,
        widget=forms.HiddenInput,
        error_messages={
            "required": "Press one of the four buttons to decide.",
            "invalid_choice": "Press one of the four buttons to decide.",
        },
    )
    note = forms.CharField(
        label="Note or conditions",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed for everything but a plain approval; the rep reads it.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        decision = cleaned.get("decision")
        if decision and decision != Decision.APPROVE and not cleaned.get("note", "").strip():
            self.add_error("note", "Write the reason or the condition, then press the button again.")
        return cleaned
