from typing import Any

from django import forms

from dealdesk.kit.refusals import Refused
from reviews.actions.evidence import LONGEST, sound_evidence


class EvidenceForm(forms.Form):
    """What shows one required check. `wants` is text or link."""

    check = forms.CharField(widget=forms.HiddenInput, max_length=200)
    text = forms.CharField(
        label="What shows it?", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, wants: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wants = wants
        text = self.fields["text"]
        if wants == "link":
            text.label, text.widget = "Where can it be seen?", forms.URLInput()
            text.help_text = "An address that begins with https://."
            text.error_messages["required"] = "Write the address of a page, beginning with https://."
        else:
            text.help_text = "In some words, so that somebody else can check it."
            text.error_messages["required"] = "Write in some words what shows it."

    def clean_text(self) -> str:
        try:
            return sound_evidence(self.cleaned_data["text"], self.wants)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
