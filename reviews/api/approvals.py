import re

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from accounts.api.base import ApiView, PersonRequest
from accounts.api.fields import REFUSALS, Clause, StrictSerializer
from accounts.api.once import KEY_PARAMETER, once
from accounts.permissions import require
from dealdesk.kit.converters import DealNumber
from reviews.actions.bulk import MOST_AT_ONCE, Choice, approve_all


class ChosenAsked(StrictSerializer):
    deal = serializers.CharField(max_length=20, help_text="Its number, such as D-1042")
    seen = serializers.CharField(max_length=300, help_text="`seen` of the gate on which you decide")


class ApprovalsAsked(StrictSerializer):
    approve = serializers.ListField(child=ChosenAsked(), allow_empty=False, max_length=MOST_AT_ONCE)
    note = Clause(max_length=4000, allow_blank=True, default="", help_text="The same for each of them")


class OutcomeShown(serializers.Serializer):
    deal = serializers.CharField()
    is_approved = serializers.BooleanField()
    sentence = serializers.CharField(help_text="What happened, or why not")


class OutcomesShown(serializers.Serializer):
    results = OutcomeShown(many=True)


class Approvals(ApiView):
    @extend_schema(
        operation_id="approve_all",
        parameters=[KEY_PARAMETER],
        request=ApprovalsAsked,
        responses={200: OutcomesShown, **REFUSALS},
    )
    @once
    def post(self, request: PersonRequest) -> Response:
        """Approve several drafts that wait for you. Each is decided on its own: one that is refused does not
        stop the others, and the answer says of each what happened."""
        require(request.user, "approval.decide")
        asked = ApprovalsAsked(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        choices = [Choice(_serial(chosen["deal"]), chosen["seen"]) for chosen in said["approve"]]
        outcomes = approve_all(choices, by=request.user, note=said["note"])
        results = [
            {"deal": f"D-{outcome.serial}", "is_approved": outcome.is_done, "sentence": outcome.sentence}
            for outcome in outcomes
        ]
        return Response(OutcomesShown({"results": results}).data)


def _serial(number: str) -> int:
    if not re.fullmatch(DealNumber.regex, number):
        raise ValidationError({"approve": [f"“{number}” is no number of a deal; write one such as D-1042."]})
    return DealNumber().to_python(number)
