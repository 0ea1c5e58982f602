from typing import Any

from django import forms

from reviews.models import Decision

OFFERED = (Decision.APPROVE, Decision.SEND_BACK, Decision.REJECT)


class LinkDecisionForm(forms.Form):
    """A decision by a link in a mail. Conditions have an owner and a day, so they need the whole page."""

    decision = forms.ChoiceField(
        choices=[(code.value, code.label) for code in OFFERED],
        widget=forms.HiddenInput,
        error_messages={
            "required": "Press one of the three buttons to decide.",
            "invalid_choice": "Approve, send back or reject. For everything else open the whole page.",
        },
    )
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed to send back or to reject; the rep reads it.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") in {Decision.SEND_BACK, Decision.REJECT} and not cleaned.get("note"):
            self.add_error("note", "Write the reason, then press the button again.")
        return cleaned
