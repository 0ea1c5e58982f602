"""Name, note and date of a policy draft, and how a form goes on when somebody else has saved meanwhile."""

from typing import Any

from django import forms

from dealdesk.kit.refusals import Refused
from reviews.actions.policy_drafts import LONGEST_NAME, LONGEST_NOTE, SavedMeanwhile
from reviews.models import PolicyDraft


class DraftForm(forms.Form):
    """`revision` is what the person saw. After somebody else has saved it is the new one, so that sending
    the form again replaces what they wrote, knowingly."""

    def __init__(self, *args: Any, draft: PolicyDraft, **options: Any) -> None:
        super().__init__(*args, **options)
        self.draft = draft
        self.revision = self.data.get("revision") or draft.revision

    def note_revision(self, refused: Refused) -> None:
        if isinstance(refused, SavedMeanwhile):
            self.revision = refused.revision


class DetailsForm(DraftForm):
    name = forms.CharField(
        label="Name", max_length=LONGEST_NAME, error_messages={"required": "Give the draft a name."}
    )
    note = forms.CharField(
        label="What is new?",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Everybody reads it in the list of versions.",
    )
    effective_on = forms.DateField(
        label="In force from",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="From midnight, your time. Empty: as soon as it is published.",
        error_messages={"invalid": "Write a day such as 2026-12-01."},
    )

    def __init__(self, *args: Any, draft: PolicyDraft, **options: Any) -> None:
        known = {"name": draft.name, "note": draft.note, "effective_on": draft.effective_on}
        super().__init__(*args, draft=draft, initial=known, **options)
