from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.api.base import ApiView, PersonRequest
from accounts.api.fields import REFUSALS, Clause, Moment, PersonShown
from accounts.api.once import KEY_PARAMETER, once
from reviews.actions import AskedCondition, decide
from reviews.api.bound_asked import BoundAsked
from reviews.models import Decision
from reviews.policy import may_approve
from reviews.views.finding import find_draft


class DecisionAsked(BoundAsked):
    """An approval with conditions names who sees to the condition and within how many days."""

    decision = serializers.ChoiceField(Decision.choices)
    note = Clause(max_length=4000, allow_blank=True, default="", help_text="Needed but for a plain approval")
    seen = serializers.CharField(max_length=300, help_text="`seen` of the gate on which you decide")

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        if said["decision"] != Decision.APPROVE and not said["note"]:
            raise serializers.ValidationError(
                {"note": ["Write the reason or the condition; the rep reads it."]}
            )
        if said["decision"] == Decision.CONDITIONS:
            missing = [name for name in ("condition_owner", "condition_days") if said.get(name) is None]
            if missing:
                raise serializers.ValidationError(
                    {name: ["Say who sees to the condition and within how many days."] for name in missing}
                )
        return said


class DecisionShown(serializers.Serializer):
    deal = serializers.CharField(source="submission.draft.deal.number")
    draft = serializers.IntegerField(source="submission.draft.number")
    decision = serializers.ChoiceField(Decision.choices)
    step = serializers.IntegerField()
    approver = PersonShown()
    note = serializers.CharField()
    at = Moment()


class Decisions(ApiView):
    @extend_schema(
        operation_id="decide",
        parameters=[KEY_PARAMETER],
        request=DecisionAsked,
        responses={201: DecisionShown, **REFUSALS},
    )
    @once
    def post(self, request: PersonRequest, serial: int) -> Response:
        """Decide on the current draft. It holds for exactly the draft and score that you have seen."""
        draft = find_draft(request.user, serial)
        may_approve(draft.deal, by=request.user)
        asked = DecisionAsked(data=request.data, context={"deal": draft.deal})
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        given = decide(
            draft,
            said["decision"],
            by=request.user,
            seen_digest=said["seen"],
            note=said["note"],
            condition=_condition(said),
        )
        return Response(DecisionShown(given).data, status.HTTP_201_CREATED)


def _condition(said: dict[str, Any]) -> AskedCondition | None:
    if said["decision"] != Decision.CONDITIONS:
        return None
    return AskedCondition(
        said["note"], said["condition_owner"], said["condition_days"], said["condition_lapses"]
    )
