"""Choose a term type from the playbook, by name."""

from typing import Any

from django import forms

from contracts.forms.lists import Suggested
from contracts.models import PlaybookVersion, TermType


class PickerForm(forms.Form):
    """`type` may be a name, a code, or a part of one name only; cleaned it is the TermType."""

    type = forms.CharField(
        label="Add a term from the playbook",
        max_length=120,
        error_messages={"required": "Write which term, for example “audit”."},
    )

    def __init__(self, playbook: PlaybookVersion, data: Any = None) -> None:
        super().__init__(data, auto_id="add-%s")
        self.types: list[TermType] = list(playbook.types.order_by("position"))
        self.fields["type"].widget = Suggested(
            lambda: (type_.name for type_ in self.types),
            {"placeholder": "Start typing: audit, exit, uptime …", "class": "grow"},
        )

    def clean_type(self) -> TermType:
        typed = " ".join(self.cleaned_data["type"].split()).casefold()
        fitting = [type_ for type_ in self.types if typed in (type_.name.casefold(), type_.code)]
        fitting = fitting or [type_ for type_ in self.types if typed in type_.name.casefold()]
        if not fitting:
            raise forms.ValidationError("The playbook has no such term. Look through the groups below.")
        if len(fitting) > 1:
            names = " or ".join(f"“{type_.name}”" for type_ in fitting[:4])
            raise forms.ValidationError(f"This fits several terms. Write {names}.")
        return fitting[0]

    @property
    def groups(self) -> list[tuple[str, list[TermType]]]:
        """All types by category, both in the playbook's order."""
        grouped: dict[str, list[TermType]] = {}
        for type_ in self.types:
            grouped.setdefault(type_.category, []).append(type_)
        return list(grouped.items())
