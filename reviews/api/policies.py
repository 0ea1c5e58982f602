from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from accounts.api.base import ApiView, PersonRequest
from accounts.api.fields import REFUSALS, Moment, PersonShown
from accounts.api.paging import KeysetPages, ListQuery, page_of
from accounts.permissions import require
from reviews.models import PolicyVersion
from reviews.queries.policy_drafts import policy_versions
from reviews.rulings import rulebook_of

MOST_NUMBER = 2_147_483_647


class PolicyListed(serializers.Serializer):
    number = serializers.IntegerField()
    digest = serializers.CharField(help_text="SHA-256 of the whole document")
    note = serializers.CharField(help_text="What is new")
    published_at = Moment()
    published_by = PersonShown(allow_null=True)
    effective_at = Moment(help_text="Drafts submitted from then on are under it")
    retired_at = Moment(allow_null=True)
    retired_because = serializers.CharField()


class PolicyShown(PolicyListed):
    rules = serializers.SerializerMethodField(help_text="The rulebook, as /policy/schema/ describes it")
    exchange_rates = serializers.DictField(
        child=serializers.IntegerField(),
        source="document.exchange_rates",
        help_text="Per mille of the company’s currency",
    )
    engine = serializers.DictField(source="document.engine", help_text="The scoring policy of DD:1.0")

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_rules(self, version: PolicyVersion) -> dict[str, object]:
        return dict(rulebook_of(version).as_document())


class NewestFirst(KeysetPages):
    ordering = ("-number",)


class Policies(ApiView):
    @extend_schema(
        operation_id="list_policies",
        parameters=[ListQuery],
        responses={200: page_of("PageOfPolicies", PolicyListed(many=True)), **REFUSALS},
    )
    def get(self, request: PersonRequest) -> Response:
        """The published versions of the policy, the newest first."""
        require(request.user, "policy.read")
        ListQuery(data=request.query_params).is_valid(raise_exception=True)
        pages = NewestFirst()
        rows = pages.paginate_queryset(policy_versions(), request, self)
        return pages.get_paginated_response(PolicyListed(rows, many=True).data)


class PolicyOfNumber(ApiView):
    @extend_schema(operation_id="read_policy", responses={200: PolicyShown, **REFUSALS})
    def get(self, request: PersonRequest, number: int) -> Response:
        """One version with its rules, exchange rates and numbers."""
        require(request.user, "policy.read")
        found = PolicyVersion.objects.select_related("published_by")
        version = found.filter(number=min(number, MOST_NUMBER)).first()
        if version is None:
            raise NotFound("There is no such policy.")
        return Response(PolicyShown(version).data)
