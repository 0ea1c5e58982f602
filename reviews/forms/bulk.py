import re
from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError

from reviews.actions.bulk import MOST_AT_ONCE, Choice

CHOSEN = re.compile(r"([0-9]{1,12})~(.{1,250})")


class ChosenField(forms.Field):
    """Every ticked box; a value that no page of ours has written is refused."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {"required": "Tick the drafts that you approve.", "unknown": "Reload the page."}

    def to_python(self, value: Iterable[str] | None) -> list[Choice]:
        found = [CHOSEN.fullmatch(text) for text in value or []]
        if any(match is None for match in found) or len(found) > MOST_AT_ONCE:
            raise ValidationError(self.error_messages["unknown"], "unknown")
        return [Choice(int(match[1]), match[2]) for match in found if match is not None]


class BulkForm(forms.Form):
    """Drafts to approve at once: each box holds a deal and the gate token of what was shown beside it."""

    chosen = ChosenField()
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Optional; the same for each of them.",
    )
