from typing import Any

from django import forms

from contracts.models import Deal
from reviews.actions.conditions import MOST_WORDS, AskedCondition
from reviews.forms.bound import BoundFields
from reviews.models import Decision

AGAIN = "then press the button again."


class DecisionForm(BoundFields):
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
        label="Note or condition",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed for everything but a plain approval; the rep reads it.",
    )

    def __init__(self, *args: Any, deal: Deal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_people(deal)
        self.fields["condition_owner"].initial = deal.owner_id

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        decision = cleaned.get("decision")
        if decision and decision != Decision.APPROVE and not cleaned.get("note", "").strip():
            self.add_error("note", f"Write the reason or the condition, {AGAIN}")
        if decision == Decision.CONDITIONS:
            self._check_bound(cleaned)
        return cleaned

    def _check_bound(self, cleaned: dict[str, Any]) -> None:
        if len(cleaned.get("note", "")) > MOST_WORDS:
            self.add_error("note", f"Keep a condition below {MOST_WORDS} characters, {AGAIN}")
        if cleaned.get("condition_owner") is None and "condition_owner" not in self.errors:
            self.add_error("condition_owner", f"Choose who sees to the condition, {AGAIN}")
        if cleaned.get("condition_days") is None and "condition_days" not in self.errors:
            self.add_error("condition_days", f"Write within how many days it must be met, {AGAIN}")

    @property
    def asked_condition(self) -> AskedCondition | None:
        """From a valid form; None for the other three decisions."""
        said = self.cleaned_data
        if said["decision"] != Decision.CONDITIONS:
            return None
        return AskedCondition(
            said["note"], said["condition_owner"], said["condition_days"], said["condition_lapses"]
        )
