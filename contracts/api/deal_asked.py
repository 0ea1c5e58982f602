"""What a machine says about a new deal. Reads and checks; the action writes."""

import datetime as dt
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from accounts.api.fields import Clause, StrictSerializer
from contracts.actions import NewCustomer, NewTerm
from contracts.actions.terms import MAX_TERMS
from contracts.api.values import fault_of_value
from contracts.forms.deal import MOST_LINES, MOST_VALUE, YEARS_AHEAD
from contracts.models import Channel, Customer, DealKind, Paper, TermType
from contracts.models.deal import CURRENCIES
from contracts.queries import current_playbook


class CustomerAsked(StrictSerializer):
    """Found by name, in any case; otherwise a new customer with these facts."""

    name = serializers.CharField(max_length=160)
    segment = serializers.CharField(max_length=60, required=False, allow_blank=True)
    country = serializers.RegexField(r"^[A-Za-z]{2}$", required=False, help_text="Two letters, such as DE")
    industry = serializers.CharField(max_length=80, required=False, allow_blank=True)

    def validate(self, said: dict[str, Any]) -> Any:
        name = " ".join(said.pop("name").split())
        return Customer.objects.filter(name__iexact=name).first() or NewCustomer(name, **said)


class TermAsked(StrictSerializer):
    """One thing that the customer asks for. Without a wording it starts from the standard position."""

    type = serializers.SlugField(max_length=60, help_text="Code of a type of the playbook")
    wording = Clause(max_length=10_000, required=False, allow_blank=True, help_text="The customer’s words")
    value = serializers.DecimalField(
        16, 4, required=False, allow_null=True, help_text="Where the type is compared by value"
    )
    reason = Clause(max_length=2000, required=False, allow_blank=True, help_text="Why the customer asks")

    def validate_type(self, code: str) -> TermType:
        found: TermType | None = self.context["types"].get(code)
        if found is None:
            raise serializers.ValidationError(f"The playbook has no type “{code}”.")
        return found

    def validate(self, said: dict[str, Any]) -> Any:
        type_, value, wording = said["type"], said.get("value"), said.get("wording", "")
        fault = "" if value is None else fault_of_value(type_, value)
        if fault:
            raise serializers.ValidationError({"value": [fault]})
        if value is not None and not wording:
            raise serializers.ValidationError({"wording": ["Write the customer’s words beside the value."]})
        return NewTerm(type_, wording=wording, value=value, reason=said.get("reason", ""))


class DealAsked(StrictSerializer):
    """A new deal. Name the customer by `customer_id` or by `customer`."""

    customer_id = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    customer = CustomerAsked(required=False)
    name = serializers.CharField(max_length=160, help_text="What the deal is about")
    kind = serializers.ChoiceField(DealKind.choices)
    currency = serializers.ChoiceField(CURRENCIES)
    committed_value = serializers.IntegerField(
        min_value=1, max_value=MOST_VALUE, help_text="Minor units: 60000000 EUR are €600,000.00"
    )
    months = serializers.IntegerField(min_value=1, max_value=120)
    delivery_months = serializers.IntegerField(min_value=1, max_value=24, default=3)
    expected_signing_on = serializers.DateField()
    product_lines = serializers.ListField(
        child=serializers.CharField(max_length=60), max_length=MOST_LINES, default=list
    )
    lead_source = serializers.CharField(max_length=80, allow_blank=True, default="")
    discount = serializers.DecimalField(
        5,
        2,
        min_value=0,
        max_value=100,
        allow_null=True,
        default=None,
        help_text="Per cent off the list price",
    )
    paper = serializers.ChoiceField(Paper.choices, default=Paper.OURS, help_text="Whose contract it is")
    channel = serializers.ChoiceField(Channel.choices, default=Channel.DIRECT)
    terms = serializers.ListField(child=TermAsked(), max_length=MAX_TERMS, default=list)

    def validate_expected_signing_on(self, day: dt.date) -> dt.date:
        today = timezone.localdate()
        if not today <= day <= today + dt.timedelta(days=366 * YEARS_AHEAD):
            raise serializers.ValidationError(f"Choose a day from today on, within {YEARS_AHEAD} years.")
        return day

    def validate_customer_id(self, id: int) -> Customer:
        found = Customer.objects.filter(pk=id).first()
        if found is None:
            raise serializers.ValidationError("There is no customer with this id.")
        return found

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        named = [said.pop(name) for name in ("customer_id", "customer") if name in said]
        if len(named) != 1:
            raise serializers.ValidationError({"customer": ["Give either customer_id or customer."]})
        return {**said, "customer": named[0]}


def types_now() -> dict[str, dict[str, TermType]]:
    """The context of `DealAsked`: types of the playbook in force, by which the terms are read."""
    return {"types": {type_.code: type_ for type_ in current_playbook().types.all()}}
