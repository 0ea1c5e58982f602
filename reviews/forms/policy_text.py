"""A whole policy as text, typed or from a file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from reviews.forms.policy_details import DraftForm
from reviews.models import PolicyDraft
from reviews.policy_drafting import MOST_CHARACTERS, Document, in_order
from reviews.policy_file import MOST_BYTES, InvalidPolicyFile, as_yaml, read_policy


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "code", "spellcheck": "false", "wrap": "off"})


class TextForm(DraftForm):
    """`document` is what the text means, after the form is valid."""

    text = forms.CharField(
        label="The policy as YAML or JSON",
        max_length=MOST_CHARACTERS,
        strip=False,
        widget=_area(28),
        error_messages={"required": "Write a policy; an empty text is none."},
    )

    def __init__(self, *args: Any, draft: PolicyDraft, **options: Any) -> None:
        super().__init__(*args, draft=draft, initial={"text": as_yaml(in_order(draft.rules))}, **options)
        self.document: Document = {}

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        self.document = _read(text)
        return text


class ImportForm(forms.Form):
    """A file, or the same pasted."""

    file = forms.FileField(
        label="File",
        required=False,
        max_length=200,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.json"}),
        help_text="YAML or JSON.",
    )
    text = forms.CharField(
        label="Or paste it here",
        required=False,
        max_length=MOST_CHARACTERS,
        strip=False,
        widget=_area(12),
    )
    name = forms.CharField(
        label="Name of the draft", max_length=80, required=False, help_text="Empty: the policy’s own."
    )

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        file, text = typed.get("file"), typed.get("text", "")
        if self.errors:
            return typed
        if (file is None) == (not text.strip()):
            raise forms.ValidationError("Choose a file or paste a text: one of the two.")
        try:
            self.document = _read(_content_of(file), file.name or "") if file else _read(text)
        except forms.ValidationError as fault:
            self.add_error("file" if file else "text", fault)
        return typed


def _content_of(file: UploadedFile) -> bytes:
    """As much of a file as is ever read, and one byte more for a file that is too long."""
    return file.read(MOST_BYTES + 1)


def _read(content: str | bytes, name: str = "") -> Document:
    try:
        document = read_policy(content, name)
    except InvalidPolicyFile as fault:
        raise forms.ValidationError(str(fault)) from fault
    if not isinstance(document, dict):
        raise forms.ValidationError("Begin with names and their values, such as “format: …” and “rules: …”.")
    return document
