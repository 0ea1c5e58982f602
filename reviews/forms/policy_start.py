"""Where a policy draft begins."""

from typing import Any

from django import forms

from accounts.forms.fields import offer_choices
from reviews.models import PolicyVersion
from reviews.queries.policy_drafts import policy_versions
from reviews.samples import sample_document, samples

SAMPLE = "sample"
MOST_VERSIONS = 50


class StartForm(forms.Form):
    """From a version, or from a sample policy. A file has a page of its own."""

    start_from = forms.ChoiceField(
        label="Start from", error_messages={"invalid_choice": "Choose one of the list."}
    )
    name = forms.CharField(
        label="Name of the draft", max_length=80, required=False, help_text="Empty: the policy’s own."
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        versions = policy_versions().filter(retired_at=None)[:MOST_VERSIONS]
        known = self.data.get("start_from", "").removeprefix("version:")
        named = policy_versions().filter(number=int(known)) if known.isdecimal() and len(known) < 10 else []
        numbered = {version.number: f"Policy {version.number}" for version in (*versions, *named)}
        choices: list[Any] = [
            ("Versions", [(f"version:{number}", label) for number, label in numbered.items()]),
            ("Samples", [(f"sample:{code}", name) for code, name in samples().items()]),
        ]
        offer_choices(self, "start_from", [group for group in choices if group[1]])

    @property
    def start(self) -> dict[str, Any]:
        """What to begin the draft with."""
        kind, _, key = self.cleaned_data["start_from"].partition(":")
        named = {"name": self.cleaned_data["name"]}
        if kind == SAMPLE:
            return {"rules": sample_document(key), **named}
        return {"based_on": PolicyVersion.objects.get(number=int(key)), **named}
