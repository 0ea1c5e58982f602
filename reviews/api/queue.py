from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.base import ApiView, PersonRequest
from accounts.api.fields import REFUSALS, Moment
from accounts.api.paging import KeysetPages, ListQuery, page_of
from accounts.permissions import require
from contracts.api.deal_shown import TermShown
from reviews.queries.waiting import Narrowing, waiting_for


class FunctionShown(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()


class ReviewWaiting(serializers.Serializer):
    id = serializers.IntegerField(help_text="For the address of the answer")
    deal = serializers.CharField(source="term.draft.deal.number")
    customer = serializers.CharField(source="term.draft.deal.customer.name")
    draft = serializers.IntegerField(source="term.draft.number")
    term = TermShown()
    function = FunctionShown()
    asked_at = Moment()
    due_at = Moment()


class MostUrgentFirst(KeysetPages):
    ordering = ("due_at", "id")


class Reviews(ApiView):
    @extend_schema(
        operation_id="list_reviews",
        parameters=[ListQuery],
        responses={200: page_of("PageOfReviews", ReviewWaiting(many=True)), **REFUSALS},
    )
    def get(self, request: PersonRequest) -> Response:
        """What waits for your functions, most urgent first."""
        require(request.user, "review.record")
        ListQuery(data=request.query_params).is_valid(raise_exception=True)
        pages = MostUrgentFirst()
        rows = pages.paginate_queryset(waiting_for(request.user, Narrowing()), request, self)
        return pages.get_paginated_response(ReviewWaiting(rows, many=True).data)
