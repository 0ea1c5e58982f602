"""A deal as the API shows it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.fields import Moment, PersonShown
from accounts.api.paging import ListQuery
from contracts.models import Channel, Deal, DealKind, Draft, DraftState, Paper, Term
from contracts.policy import may_read_unsubmitted
from contracts.queries import terms_of


class CustomerShown(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()


class DraftShown(serializers.Serializer):
    number = serializers.IntegerField()
    state = serializers.ChoiceField(DraftState.choices)
    digest = serializers.CharField(help_text="SHA-256 of what was submitted; empty while it is written")
    submitted_at = Moment(allow_null=True)


class DealShown(serializers.Serializer):
    """A deal with its current draft."""

    number = serializers.CharField(help_text="Such as D-2001")
    name = serializers.CharField()
    customer = CustomerShown()
    kind = serializers.ChoiceField(DealKind.choices)
    owner = PersonShown()
    currency = serializers.CharField()
    committed_value = serializers.IntegerField(help_text="Minor units: 60000000 EUR are €600,000.00")
    months = serializers.IntegerField()
    delivery_months = serializers.IntegerField()
    expected_signing_on = serializers.DateField()
    product_lines = serializers.ListField(child=serializers.CharField())
    lead_source = serializers.CharField()
    discount = serializers.DecimalField(
        5, 2, allow_null=True, normalize_output=True, help_text="Per cent off the list price"
    )
    paper = serializers.ChoiceField(Paper.choices, help_text="Whose contract it is")
    channel = serializers.ChoiceField(Channel.choices)
    draft = serializers.SerializerMethodField()
    created_at = Moment()
    updated_at = Moment(help_text="When anything about the deal last happened")
    page = serializers.SerializerMethodField(help_text="Where people read it")

    @extend_schema_field(DraftShown)
    def get_draft(self, deal: Deal) -> dict[str, Any]:
        return dict(DraftShown(draft_of(deal)).data)

    def get_page(self, deal: Deal) -> str:
        return str(self.context["request"].build_absolute_uri(deal.get_absolute_url()))


class TermShown(serializers.Serializer):
    position = serializers.IntegerField()
    type = serializers.CharField(source="type.code")
    name = serializers.CharField(source="type.name")
    wording = serializers.CharField()
    value = serializers.DecimalField(16, 4, allow_null=True, normalize_output=True)
    unit = serializers.CharField(source="type.unit")
    reason = serializers.CharField()
    obligation_count = serializers.IntegerField()
    is_standard = serializers.BooleanField(help_text="True: nobody has to review it")
    functions = serializers.ListField(child=serializers.CharField(), help_text="Codes of those who review it")


class DealInFull(DealShown):
    """The same with the terms of its current draft, as far as the reader may see them."""

    terms = serializers.SerializerMethodField()

    @extend_schema_field(TermShown(many=True))
    def get_terms(self, deal: Deal) -> list[Any]:
        draft = draft_of(deal)
        if draft.is_editable and not may_read_unsubmitted(deal, self.context["request"].user):
            return []
        terms: list[Term] = list(terms_of(draft))
        return list(TermShown(terms, many=True).data)


def draft_of(deal: Deal) -> Draft:
    """The current draft of a deal from `listed_deals`."""
    found: list[Draft] = deal.current  # type: ignore[attr-defined]  # prefetched by listed_deals
    return found[0]


class DealsQuery(ListQuery):
    """How a list of deals may be narrowed."""

    state = serializers.CharField(
        required=False,
        max_length=200,
        help_text=f"State of the current draft, or several with commas: {', '.join(DraftState.values)}",
    )
    owner = serializers.ChoiceField(["me"], required=False, help_text="`me`: only your own deals")
    updated_since = Moment(
        required=False, help_text="Only what changed then or later, such as 2026-11-01T00:00:00Z"
    )

    def validate_state(self, text: str) -> list[str]:
        states = [state.strip() for state in text.split(",")]
        for state in states:
            if state not in DraftState.values:
                raise serializers.ValidationError(
                    f"“{state}” is no state. Known: {', '.join(DraftState.values)}."
                )
        return states
