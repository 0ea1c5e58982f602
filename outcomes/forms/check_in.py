"""One function's check-in as typed: a few fields for each cell, and rows for what happened."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from dealdesk.kit.spans import in_hours
from outcomes.actions.checking_in import TOO_MUCH_WORK, CellAnswer, check_cell
from outcomes.actions.incident_rows import IncidentAsked
from outcomes.forms.incident import FIELDS, IncidentRows
from outcomes.models import CellOutcome, CheckIn
from outcomes.queries.asked_cells import AskedCell
from outcomes.standing_hours import StandingHours
from reviews.forms.choices import LEVELS
from reviews.forms.numbers import HOURS, NumberField, in_minutes

Ids = tuple[int | None, int | None]

ROWS = ("i1", "i2", "i3")
"""As many incidents as one answer can tell; more go on the deal's own page."""

KEPT = [("", "I cannot say"), ("yes", "Yes"), ("no", "No")]
KEPT_MEANS = {"yes": True, "no": False}


class CheckInForm(forms.Form):
    """`answers` and `incidents` are what was typed; `earlier` what the function answered here before,
    `standing` the hours that an empty field keeps, and `conditions` the words of each cell's condition by
    term, where its yes depended on one."""

    def __init__(
        self,
        data: Any = None,
        *,
        check_in: CheckIn,
        cells: list[AskedCell],
        earlier: Mapping[Ids, CellOutcome],
        standing: Mapping[Ids, StandingHours],
        conditions: Mapping[str, list[str]],
    ) -> None:
        super().__init__(data)
        self.cells = cells
        self.standing = standing
        self.rows = IncidentRows(check_in.handover, cells)
        for cell in cells:
            self._ask(cell, earlier.get(cell.ids), has_condition=bool(conditions.get(cell.term)))
        for row in ROWS:
            self.fields.update(self.rows.fields(row))

    def _ask(self, cell: AskedCell, earlier: CellOutcome | None, *, has_condition: bool) -> None:
        self.fields[f"{cell.term}-level"] = forms.TypedChoiceField(
            label="How hard did it turn out?",
            coerce=int,
            choices=LEVELS,
            widget=forms.RadioSelect,
            initial=earlier.level if earlier and not earlier.is_imported else None,
            error_messages={"required": f"Choose how hard {cell.name} turned out, from 1 to 5."},
        )
        self._ask_hours(cell, earlier)
        if has_condition:
            kept = earlier.condition_kept if earlier else None
            self.fields[f"{cell.term}-kept"] = forms.ChoiceField(
                label="Was the condition kept?",
                choices=KEPT,
                required=False,
                widget=forms.RadioSelect,
                initial="" if kept is None else "yes" if kept else "no",
            )
        self.fields[f"{cell.term}-note"] = forms.CharField(
            label="In a few words", required=False, max_length=2000, initial=earlier.note if earlier else ""
        )

    def _ask_hours(self, cell: AskedCell, earlier: CellOutcome | None) -> None:
        standing = self.standing[cell.ids]
        spent = f"{in_hours(standing.spent_minutes)}, {standing.source}" if standing.spent_minutes else "none"
        whole = f"{in_hours(standing.whole_minutes)} in all, {standing.source}" if standing.source else "none"
        self.fields[f"{cell.term}-spent"] = _hours(
            cell.name, "Hours spent so far", spent, earlier.spent_minutes if earlier else None
        )
        self.fields[f"{cell.term}-remaining"] = _hours(
            cell.name, "Hours still to come", whole, earlier.remaining_minutes if earlier else None
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for cell in self.cells:
            for name, sentence in check_cell(self._answer(cell)).items():
                self._complain(f"{cell.term}-{name}", f"{cell.name}: {sentence}")
        for row in ROWS:
            asked = self.rows.read(row, cleaned)
            for name, sentence in (self.rows.faults(row, asked) if asked else {}).items():
                self._complain(name, sentence)
        return cleaned

    def _complain(self, name: str, sentence: str) -> None:
        if name not in self.errors:
            self.add_error(name, sentence)

    @property
    def answers(self) -> list[CellAnswer]:
        return [self._answer(cell) for cell in self.cells]

    @property
    def incidents(self) -> list[IncidentAsked]:
        return [asked for row in ROWS if (asked := self.rows.read(row, self.cleaned_data))]

    @property
    def has_incidents(self) -> bool:
        """Is anything typed in the rows, so that they have to be shown?"""
        return any(self.data.get(f"{row}-{name}") for row in ROWS for name in FIELDS)

    def incident_rows(self) -> list[dict[str, forms.BoundField]]:
        return [{name: self[f"{row}-{name}"] for name in FIELDS} for row in ROWS]

    def _answer(self, cell: AskedCell) -> CellAnswer:
        said, standing = self.cleaned_data, self.standing[cell.ids]
        spent = _typed_minutes(said.get(f"{cell.term}-spent"), standing.spent_minutes)
        remaining = _typed_minutes(said.get(f"{cell.term}-remaining"), standing.left_after(spent))
        return CellAnswer(
            request=cell.request,
            undisclosed=cell.undisclosed,
            level=said.get(f"{cell.term}-level") or 1,
            spent_minutes=spent,
            remaining_minutes=remaining,
            condition_kept=KEPT_MEANS.get(said.get(f"{cell.term}-kept") or ""),
            note=said.get(f"{cell.term}-note") or "",
        )


def _typed_minutes(hours: Decimal | None, standing: int) -> int:
    """What was typed; of an empty field, what stands. A nought is an answer."""
    return standing if hours is None else in_minutes(hours, HOURS)


def _hours(name: str, label: str, standing: str, minutes: int | None) -> NumberField:
    """A field of the term with that name."""
    field = NumberField(
        label=label,
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        help_text=f"Left empty: {standing}.",
        initial=None if minutes is None else in_hours_typed(minutes),
    )
    wrong = "Write hours such as 12 or 1.5, with at most 2 decimals."
    sentences = {
        "max_decimal_places": wrong,
        "min_value": "Write 0 or more hours.",
        "max_digits": TOO_MUCH_WORK,
        "max_whole_digits": TOO_MUCH_WORK,
    }
    escaped = name.replace("%", "%%")  # Django fills numbers into these, and none into the first
    field.error_messages |= {code: f"{escaped}: {sentence}" for code, sentence in sentences.items()}
    field.error_messages["invalid"] = f"{name}: {wrong}"
    return field


def in_hours_typed(minutes: int) -> str:
    """As it is shown again in the field: 1.5, 12."""
    return format(round(Decimal(minutes) / 60, 2).normalize(), "f")
