from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from accounts.api.base import ApiView, PersonRequest
from accounts.api.fields import REFUSALS
from accounts.api.once import KEY_PARAMETER, once
from accounts.api.paging import KeysetPages, page_of
from accounts.models import User
from accounts.permissions import require
from contracts.actions import open_deal_with_terms
from contracts.api.deal_asked import DealAsked, types_now
from contracts.api.deal_shown import DealInFull, DealShown, DealsQuery
from contracts.models import Deal
from contracts.queries import listed_deals, narrowed_deals


class NewestFirst(KeysetPages):
    ordering = ("-serial",)


class Deals(ApiView):
    """The deals that you may see, and new ones."""

    @extend_schema(
        operation_id="list_deals",
        parameters=[DealsQuery],
        responses={200: page_of("PageOfDeals", DealShown(many=True)), **REFUSALS},
    )
    def get(self, request: PersonRequest) -> Response:
        require(request.user, "deal.read")
        query = DealsQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        said = query.validated_data
        found = narrowed_deals(
            request.user,
            states=said.get("state", ()),
            is_mine="owner" in said,
            updated_since=said.get("updated_since"),
        )
        pages = NewestFirst()
        rows = pages.paginate_queryset(found, request, self)
        return pages.get_paginated_response(DealShown(rows, many=True, context={"request": request}).data)

    @extend_schema(
        operation_id="open_deal",
        parameters=[KEY_PARAMETER],
        request=DealAsked,
        responses={201: DealInFull, **REFUSALS},
    )
    @once
    def post(self, request: PersonRequest) -> Response:
        """Open a deal, with the terms of its first draft if you give them. You own it."""
        require(request.user, "deal.create")
        asked = DealAsked(data=request.data, context=types_now())
        asked.is_valid(raise_exception=True)
        made = open_deal_with_terms(by=request.user, **asked.validated_data)
        return Response(_in_full(find_listed(request.user, made.serial), request), status.HTTP_201_CREATED)


class OneDeal(ApiView):
    @extend_schema(operation_id="read_deal", responses={200: DealInFull, **REFUSALS})
    def get(self, request: PersonRequest, serial: int) -> Response:
        """One deal with the terms of its current draft."""
        require(request.user, "deal.read")
        return Response(_in_full(find_listed(request.user, serial), request))


def find_listed(person: User, serial: int) -> Deal:
    deal = listed_deals(person).filter(serial=serial).first()
    if deal is None:
        raise Http404
    return deal


def _in_full(deal: Deal, request: PersonRequest) -> dict[str, object]:
    return dict(DealInFull(deal, context={"request": request}).data)
