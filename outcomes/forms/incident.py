"""The fields of something that happened, alone on a page or as rows of a check-in."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from dealdesk.kit.money import decimals_of
from outcomes.actions.incident_rows import IncidentAsked, check_incident
from outcomes.models import Handover, IncidentKind
from outcomes.queries.asked_cells import AskedCell
from reviews.forms.numbers import NumberField

FIELDS = ("kind", "happened_on", "cell", "amount", "count", "note")
FIELD_OF = {"request": "cell"}
"""Where a fault is shown that the verb calls otherwise."""


class IncidentRows:
    """Rows of incident fields that any form may hold; their names begin with the row's own."""

    def __init__(self, handover: Handover, cells: Iterable[AskedCell]) -> None:
        self.handover = handover
        self.currency: str = handover.draft.frozen["currency"]
        self.cells: dict[str, AskedCell] = {}
        for cell in cells:
            key = cell.term if cell.undisclosed else f"{cell.term}.{cell.function.code}"
            self.cells.setdefault(key, cell)

    def fields(self, row: str, *, is_needed: bool = False) -> dict[str, forms.Field]:
        kinds = [("", "Nothing" if not is_needed else "Choose"), *IncidentKind.choices]
        return {
            f"{row}-kind": forms.ChoiceField(
                label="What happened?",
                choices=kinds,
                required=is_needed,
                error_messages={"required": "Choose what happened."},
            ),
            f"{row}-happened_on": forms.DateField(
                label="When?",
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                error_messages={"invalid": "Write a day, such as 2026-03-09."},
            ),
            f"{row}-cell": forms.ChoiceField(
                label="Which term?", choices=[("", "The whole deal"), *self._choices()], required=False
            ),
            f"{row}-amount": NumberField(
                label=f"Amount in {self.currency}, for a credit",
                required=False,
                min_value=0,
                max_digits=15,
                decimal_places=decimals_of(self.currency),
            ),
            f"{row}-count": forms.IntegerField(
                label="Number, of tickets or days", required=False, min_value=0, max_value=10**9
            ),
            f"{row}-note": forms.CharField(label="In a few words", required=False, max_length=2000),
        }

    def _choices(self) -> list[tuple[str, str]]:
        return [
            (key, cell.name if cell.undisclosed else f"{cell.name} ({cell.function})")
            for key, cell in self.cells.items()
        ]

    def read(self, row: str, cleaned: Mapping[str, Any]) -> IncidentAsked | None:
        """What was typed in a row; None for an empty one."""
        typed = {name: cleaned.get(f"{row}-{name}") for name in FIELDS}
        if not any(value not in (None, "") for value in typed.values()):
            return None
        cell = self.cells.get(typed["cell"] or "")
        return IncidentAsked(
            kind=typed["kind"] or "",
            happened_on=typed["happened_on"] or timezone.localdate(),
            request=cell.request if cell else None,
            undisclosed=cell.undisclosed if cell else None,
            amount=None if typed["amount"] is None else self._minor(typed["amount"]),
            count=typed["count"],
            note=typed["note"] or "",
        )

    def faults(self, row: str, asked: IncidentAsked) -> dict[str, str]:
        """What is wrong with a row, by the name of its field."""
        wrong = check_incident(asked, self.handover)
        return {f"{row}-{FIELD_OF.get(name, name)}": sentence for name, sentence in wrong.items()}

    def _minor(self, amount: Decimal) -> int:
        return int(amount.scaleb(decimals_of(self.currency)))


class IncidentForm(forms.Form):
    """One thing that happened to a deal."""

    row = "what"

    def __init__(self, data: Any = None, *, handover: Handover, cells: Iterable[AskedCell]) -> None:
        super().__init__(data, initial={f"{self.row}-happened_on": timezone.localdate()})
        self.rows = IncidentRows(handover, cells)
        self.fields.update(self.rows.fields(self.row, is_needed=True))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            for name, sentence in self.rows.faults(self.row, self.asked).items():
                self.add_error(name, sentence)
        return cleaned

    @property
    def asked(self) -> IncidentAsked:
        found = self.rows.read(self.row, self.cleaned_data)
        return found or IncidentAsked(kind="", happened_on=timezone.localdate())

    def bound(self) -> dict[str, forms.BoundField]:
        """The fields by their short names, for the template."""
        return {name: self[f"{self.row}-{name}"] for name in FIELDS}
