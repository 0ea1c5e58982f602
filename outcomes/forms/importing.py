"""A CSV file of hours and tickets, sent or pasted."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from outcomes.csv_rows import MOST_BYTES


class OutcomeImportForm(forms.Form):
    """`name` and `content` are what was sent, after the form is valid."""

    file = forms.FileField(
        label="File",
        required=False,
        max_length=200,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=f"CSV in UTF-8, at most {MOST_BYTES // 1024} KB.",
    )
    text = forms.CharField(
        label="Or paste the rows here",
        required=False,
        max_length=MOST_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "class": "code", "spellcheck": "false", "wrap": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        file, text = typed.get("file"), typed.get("text") or ""
        if self.errors:
            return typed
        if (file is None) == (not text.strip()):
            raise forms.ValidationError("Choose a file or paste the rows: one of the two.")
        self.name = (file.name or "file")[:200] if file else "Pasted rows"
        try:
            self.content = _content_of(file) if file else text
        except forms.ValidationError as fault:
            self.add_error("file", fault)
        return typed


def _content_of(file: UploadedFile) -> str:
    """The size is looked at before the content is read."""
    if (file.size or 0) > MOST_BYTES:
        raise forms.ValidationError(f"The file is larger than {MOST_BYTES // 1024} KB. Split it.")
    try:
        return bytes(file.read()).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise forms.ValidationError("This is no UTF-8 text. Save the sheet as CSV (UTF-8).") from fault
