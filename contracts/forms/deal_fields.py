"""The fields of a deal's form, and their values for a deal as it stands."""

from typing import Any

from django import forms

from contracts.content import plain_number
from contracts.forms.lists import Suggested
from contracts.models import Channel, Deal, DealKind, Paper
from contracts.models.deal import CURRENCIES
from contracts.queries import customer_names
from dealdesk.kit.money import decimals_of, major_units

LEAD_SOURCES = ["Existing customer", "Inbound", "Outbound", "Partner", "Tender", "Event"]


class DealFields(forms.Form):
    customer = forms.CharField(
        label="Customer",
        max_length=160,
        widget=Suggested(customer_names),
        help_text="Start typing and choose, or write a new name and tick the box below.",
        error_messages={"required": "Choose or write the customer."},
    )
    is_new = forms.BooleanField(label="This is a new customer: add it", required=False)
    segment = forms.CharField(label="Segment", max_length=60, required=False)
    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label="Country",
        required=False,
        error_messages={"invalid": "Write two letters, such as DE."},
        widget=forms.TextInput(attrs={"maxlength": 2, "autocomplete": "off"}),
    )
    industry = forms.CharField(label="Industry", max_length=80, required=False)
    name = forms.CharField(
        label="What the deal is about",
        max_length=160,
        help_text="For example “Relay for 14 clinics”.",
        error_messages={"required": "Write what the deal is about."},
    )
    kind = forms.ChoiceField(
        label="Kind",
        choices=DealKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of deal this is."},
    )
    committed_value = forms.CharField(
        label="Committed value",
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input--num"}),
        help_text="What cannot be cancelled, without optional years. Such as 1,260,000.",
        error_messages={"required": "Write the value that the customer commits to."},
    )
    currency = forms.ChoiceField(label="Currency", choices=CURRENCIES)
    months = forms.IntegerField(
        label="Length",
        min_value=1,
        max_value=120,
        widget=forms.NumberInput(attrs={"class": "input--num"}),
        error_messages={
            "min_value": "Write 1 to 120 months.",
            "max_value": "Write 1 to 120 months.",
            "required": "Write how many months the contract runs.",
        },
    )
    delivery_months = forms.IntegerField(
        label="Delivery",
        min_value=1,
        max_value=24,
        widget=forms.NumberInput(attrs={"class": "input--num"}),
        help_text="From signing to go-live.",
        error_messages={
            "min_value": "Write 1 to 24 months.",
            "max_value": "Write 1 to 24 months.",
            "required": "Write how many months delivery takes.",
        },
    )
    expected_signing_on = forms.DateField(
        label="Expected signing",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choose the day on which you expect to sign."},
    )
    product_lines = forms.CharField(
        label="Product lines", max_length=400, required=False, help_text="With commas between them."
    )
    lead_source = forms.CharField(
        label="Lead source", max_length=80, required=False, widget=Suggested(lambda: LEAD_SOURCES)
    )
    discount = forms.CharField(
        label="Discount",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input--num"}),
        help_text="Off the list price.",
    )
    paper = forms.ChoiceField(
        label="Whose contract is it?",
        choices=Paper.choices,
        initial=Paper.OURS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whose paper it is."},
    )
    channel = forms.ChoiceField(
        label="Who sells it?",
        choices=Channel.choices,
        initial=Channel.DIRECT,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is sold directly or through a partner."},
    )


def said_of(deal: Deal) -> dict[str, Any]:
    """The form's values for a deal as it stands."""
    amount = major_units(deal.committed_value, deal.currency)
    places = 0 if amount == amount.to_integral_value() else decimals_of(deal.currency)
    return {
        "customer": deal.customer.name,
        "name": deal.name,
        "kind": deal.kind,
        "currency": deal.currency,
        "committed_value": f"{amount:,.{places}f}",
        "months": deal.months,
        "delivery_months": deal.delivery_months,
        "expected_signing_on": deal.expected_signing_on,
        "product_lines": ", ".join(deal.product_lines),
        "lead_source": deal.lead_source,
        "discount": plain_number(deal.discount) or "",
        "paper": deal.paper,
        "channel": deal.channel,
    }
