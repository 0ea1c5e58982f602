"""Numbers as people type them, and effort in the unit they think in."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms

HOURS, DAYS = "hours", "days"
UNITS = [(HOURS, "hours"), (DAYS, "person-days of 8 h")]
MINUTES_IN = {HOURS: 60, DAYS: 8 * 60}
_TYPED = re.compile(r"-?\d{1,12}(?:[.,]\d{1,4})?")

Triple = tuple[int, int, int]


class NumberField(forms.DecimalField):
    """A plain number with point or comma. Anything that could mean two numbers (1,500.0; 1e3) is refused."""

    default_error_messages = {"invalid": "Write a number such as 12 or 1.5."}
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        if self.decimal_places:
            places = self.decimal_places
            self.error_messages["invalid"] = (
                f"Write a number such as 12 or 1.5, with at most {places} decimals."
            )

    # the stubs say that a DecimalField always finds a number; an empty one finds None
    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        text = str(value or "").strip()
        if text and not _TYPED.fullmatch(text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text.replace(",", "."))


def in_minutes(number: Decimal, unit: str) -> int:
    """Whole minutes, half up; a person-day has eight hours."""
    return int((number * MINUTES_IN[unit]).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def as_typed(minutes: Triple) -> tuple[str, list[str]]:
    """The unit and the texts with which an estimate is shown again: days when all are whole half-days."""
    if not any(minutes):
        return HOURS, ["", "", ""]
    unit = DAYS if all(point % (4 * 60) == 0 for point in minutes) else HOURS
    return unit, [_plain(Decimal(point) / MINUTES_IN[unit]) for point in minutes]


def _plain(number: Decimal) -> str:
    rounded = number.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return format(rounded.normalize(), "f")
