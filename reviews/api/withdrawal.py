from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.base import ApiView, PersonRequest
from accounts.api.fields import REFUSALS, Clause, StrictSerializer
from accounts.api.once import KEY_PARAMETER, once
from contracts.models import DraftState
from contracts.policy import may_change
from reviews.actions import withdraw_draft
from reviews.actions.recalling import LONGEST_REASON
from reviews.views.finding import find_draft


class WithdrawalAsked(StrictSerializer):
    reason = Clause(
        max_length=LONGEST_REASON,
        allow_blank=True,
        default="",
        help_text="Needed once somebody has reviewed or decided; they read it",
    )


class WithdrawalShown(serializers.Serializer):
    deal = serializers.CharField(source="deal.number")
    draft = serializers.IntegerField(source="number")
    state = serializers.ChoiceField(DraftState.choices)


class WithdrawalOfDeal(ApiView):
    @extend_schema(
        operation_id="withdraw_draft",
        parameters=[KEY_PARAMETER],
        request=WithdrawalAsked,
        responses={200: WithdrawalShown, **REFUSALS},
    )
    @once
    def post(self, request: PersonRequest, serial: int) -> Response:
        """Take the current draft back, at any time before it is cleared. Nobody is asked about it then."""
        draft = find_draft(request.user, serial)
        may_change(draft.deal, "draft.withdraw", by=request.user)
        asked = WithdrawalAsked(data=request.data)
        asked.is_valid(raise_exception=True)
        withdraw_draft(draft, by=request.user, reason=asked.validated_data["reason"])
        draft.refresh_from_db(fields=["state"])
        return Response(WithdrawalShown(draft).data)
