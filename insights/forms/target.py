"""What the strategy asks of bookings, as it is typed."""

from typing import Any

from django import forms

from contracts.models import RevenueTarget
from contracts.queries.product_lines import as_deals_spell
from dealdesk.kit.refusals import Refused


class TargetForm(forms.Form):
    """One measure, its share, and for new products which product lines are new."""

    measure = forms.ChoiceField(
        label="What the target is for", choices=RevenueTarget.Measure.choices, widget=forms.RadioSelect
    )
    share = forms.IntegerField(
        label="Share of bookings",
        min_value=0,
        max_value=100,
        error_messages={"invalid": "Write a whole number from 0 to 100."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    lines = forms.CharField(
        label="Product lines that count as new",
        required=False,
        max_length=2000,
        help_text="For new products alone, as on deals. Separate them by commas.",
    )

    def clean_lines(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["lines"].split(",")]
        return list(dict.fromkeys(line for line in lines if line))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_new = cleaned.get("measure") == RevenueTarget.Measure.NEW_PRODUCTS
        if is_new and "lines" not in self.errors and not cleaned.get("lines"):
            self.add_error("lines", "Name at least one product line that counts as new.")
        if cleaned.get("measure") and not is_new and cleaned.get("lines"):
            self.add_error("lines", "Only the target for new products names product lines.")
        if is_new and cleaned.get("lines"):
            self._spell_as_deals(cleaned)
        return cleaned

    def _spell_as_deals(self, cleaned: dict[str, Any]) -> None:
        try:
            cleaned["lines"] = as_deals_spell(cleaned["lines"])
        except Refused as refused:
            self.add_error("lines", str(refused))
