"""What a rep says about a deal, new or changed."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from contracts.actions import NewCustomer
from contracts.actions.deals import DIGESTED
from contracts.forms.deal_fields import DealFields
from contracts.forms.numbers import minor_units, read_number
from contracts.models import Customer, Deal
from contracts.queries import find_customers

MOST_VALUE = 10**15
"""Minor units; beyond it the engine takes no value."""

NEW_CUSTOMER = frozenset({"is_new", "segment", "country", "industry"})
YEARS_AHEAD = 5
MOST_LINES = 12


class DealForm(DealFields):
    """Reads what was typed; `facts` has it as the actions want it. With `deal` that one is changed: no new
    customer, and what a submitted draft's digest covers stays as it is."""

    def __init__(self, *args: Any, deal: Deal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deal = deal
        if deal is not None:
            for name in NEW_CUSTOMER:
                del self.fields[name]
            self.fields["customer"].help_text = ""
            if not deal.current_draft.is_editable:
                for name in DIGESTED & self.fields.keys():
                    self.fields[name].disabled = True

    def clean_expected_signing_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["expected_signing_on"]
        today = timezone.localdate()
        if self.deal is not None and day == self.deal.expected_signing_on:
            return day
        if day < today:
            raise forms.ValidationError("This day has passed. Choose today or a later one.")
        if day > today + dt.timedelta(days=366 * YEARS_AHEAD):
            raise forms.ValidationError(f"Choose a day within the next {YEARS_AHEAD} years.")
        return day

    def clean_product_lines(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["product_lines"].split(",")]
        named = list(dict.fromkeys(line for line in lines if line))
        if len(named) > MOST_LINES:
            raise forms.ValidationError(f"Name at most {MOST_LINES} product lines.")
        if any(len(line) > 60 for line in named):
            raise forms.ValidationError("Keep each product line below 60 characters.")
        return named

    def clean_discount(self) -> Decimal | None:
        typed = self.cleaned_data["discount"].removesuffix("%").strip()
        if not typed:
            return None
        try:
            discount = read_number(typed, 2)
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from problem
        if discount > 100:
            raise forms.ValidationError("Write a number from 0 to 100.")
        return discount

    def clean(self) -> None:
        self._read_value()
        if "customer" in self.cleaned_data:
            self._find_customer()

    def _read_value(self) -> None:
        typed, currency = self.cleaned_data.get("committed_value"), self.cleaned_data.get("currency")
        if typed is None or currency is None:
            return
        try:
            minor = minor_units(typed, currency)
        except ValueError as problem:
            self.add_error("committed_value", str(problem))
            return
        if not 0 < minor <= MOST_VALUE:
            self.add_error("committed_value", "Write a value above zero, and not beyond ten trillion.")
        self.cleaned_data["committed_value"] = minor

    def _find_customer(self) -> None:
        typed = " ".join(self.cleaned_data["customer"].split())
        found = Customer.objects.filter(name__iexact=typed).first()
        is_new = self.cleaned_data.get("is_new", False)
        if found is not None and is_new:
            self.add_error("customer", f"“{found}” is a customer already. Take the tick away to use it.")
        elif found is not None:
            self.cleaned_data["customer"] = found
        elif is_new:
            said = {name: self.cleaned_data.get(name, "") for name in ("segment", "country", "industry")}
            self.cleaned_data["customer"] = NewCustomer(typed, **said)
        else:
            self.add_error("customer", self._unknown(typed))

    def _unknown(self, typed: str) -> str:
        near = [f"“{customer}”" for customer in find_customers(typed)[:3]]
        if near:
            return f"No customer is called “{typed}”. Did you mean {' or '.join(near)}?"
        if self.deal is not None:
            return f"No customer is called “{typed}”. Choose one from the list."
        return f"No customer is called “{typed}”. Choose one from the list, or tick the box to add it."

    @property
    def facts(self) -> dict[str, Any]:
        """Arguments of the actions, from a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name not in NEW_CUSTOMER}
