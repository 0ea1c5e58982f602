from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.base import ApiView, PersonRequest
from accounts.api.fields import REFUSALS
from accounts.permissions import require
from contracts.models import TermType
from contracts.queries import current_playbook, find_types


class RungShown(serializers.Serializer):
    position = serializers.IntegerField(help_text="0 is our standard")
    label = serializers.CharField()  # type: ignore[assignment]  # a field, not the label of one
    summary = serializers.CharField()
    wording = serializers.CharField()
    value = serializers.DecimalField(16, 4, allow_null=True, normalize_output=True)
    is_pre_approved = serializers.BooleanField()
    functions = serializers.ListField(
        child=serializers.CharField(), help_text="Who reviews it, where not the type’s"
    )


class TypeShown(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()
    category = serializers.CharField()
    functions = serializers.ListField(child=serializers.CharField())
    unit = serializers.CharField(help_text="Empty: not compared by value")
    value_label = serializers.CharField()
    better = serializers.ChoiceField(
        TermType.Better.choices, allow_blank=True, help_text="Which values are better for us"
    )
    decimals = serializers.IntegerField()
    least = serializers.DecimalField(16, 4, allow_null=True, normalize_output=True)
    most = serializers.DecimalField(16, 4, allow_null=True, normalize_output=True)
    rungs = RungShown(many=True)


class PlaybookShown(serializers.Serializer):
    number = serializers.IntegerField(help_text="Of the version that is in force")
    types = TypeShown(many=True)


class Playbook(ApiView):
    @extend_schema(operation_id="read_playbook", responses={200: PlaybookShown, **REFUSALS})
    def get(self, request: PersonRequest) -> Response:
        """The types of terms with their ladders, from our standard down."""
        require(request.user, "playbook.read")
        playbook = current_playbook()
        types = TypeShown(find_types(playbook), many=True)
        return Response({"number": playbook.number, "types": types.data})
