from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.base import ApiView, PersonRequest
from accounts.api.fields import REFUSALS
from accounts.permissions import require
from contracts.locks import lock_deal
from reviews.api.gate_shown import GateShown, gate_seen
from reviews.views.finding import find_deal, find_draft


class GateOfDeal(ApiView):
    @extend_schema(operation_id="read_gate", responses={200: GateShown, **REFUSALS})
    @transaction.atomic
    def get(self, request: PersonRequest, serial: int) -> Response:
        """The gate of the current draft, derived now, under the deal's lock: a machine may rely on it."""
        deal = find_deal(request.user, serial)
        require(request.user, "score.read")
        lock_deal(deal.pk)
        return Response(GateShown(gate_seen(find_draft(request.user, serial), request.user)).data)
