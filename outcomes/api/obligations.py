from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.base import ApiView, PersonRequest
from accounts.api.fields import REFUSALS, Moment, PersonShown
from accounts.api.paging import KeysetPages, ListQuery, page_of
from accounts.permissions import require
from outcomes.models import ObligationState, Recurrence
from outcomes.queries.obligations import ALL, obligations_of, with_their_deal
from reviews.views.finding import find_deal


class ObligationShown(serializers.Serializer):
    """A promise after signing: one function's part of a non-standard term, or a condition."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    function = serializers.CharField(source="function.code", allow_null=True, default=None)
    owner = PersonShown(allow_null=True)
    wording = serializers.CharField(help_text="The contract's own text")
    condition = serializers.CharField(help_text="What the function made its yes depend on; may be empty")
    recurrence = serializers.ChoiceField(Recurrence.choices)
    due_on = serializers.DateField(help_text="The next day on which it has to be kept")
    ends_on = serializers.DateField(allow_null=True, help_text="Of a monthly one: the last day")
    once_minutes = serializers.IntegerField(allow_null=True, help_text="Predicted; null: nobody said")
    monthly_minutes = serializers.IntegerField(allow_null=True)
    state = serializers.ChoiceField(ObligationState.choices)
    closed_at = Moment(allow_null=True)
    closing_words = serializers.CharField(help_text="Evidence, or why it was waived")


class SoonestFirst(KeysetPages):
    ordering = ("due_on", "id")


class ObligationsOfDeal(ApiView):
    @extend_schema(
        operation_id="list_obligations",
        parameters=[ListQuery],
        responses={200: page_of("PageOfObligations", ObligationShown(many=True)), **REFUSALS},
    )
    def get(self, request: PersonRequest, serial: int) -> Response:
        """What a signed deal has promised, the nearest day first; nothing before it is signed."""
        deal = find_deal(request.user, serial)
        require(request.user, "obligation.read")
        ListQuery(data=request.query_params).is_valid(raise_exception=True)
        found = with_their_deal(obligations_of(request.user, ALL).filter(handover__deal=deal))
        pages = SoonestFirst()
        rows = pages.paginate_queryset(found, request, self)
        return pages.get_paginated_response(ObligationShown(rows, many=True).data)
