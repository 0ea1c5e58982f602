from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.base import ApiView, PersonRequest
from accounts.api.fields import REFUSALS, Moment, PersonShown
from accounts.permissions import require
from reviews.models import Clearance
from reviews.queries.clearances import clearance_of
from reviews.views.finding import find_draft


class ClearanceShown(serializers.Serializer):
    deal = serializers.CharField(source="submission.draft.deal.number")
    draft = serializers.IntegerField(source="submission.draft.number")
    digest = serializers.CharField(
        source="submission.draft.digest", help_text="SHA-256 of the draft that may be signed, and of no other"
    )
    code = serializers.CharField(help_text="Anyone can check it at /verify/")
    certificate_digest = serializers.CharField(source="digest")
    score_string = serializers.CharField(
        source="score.string", default=None, allow_null=True, help_text="None where no score counted"
    )
    is_glass_broken = serializers.BooleanField(help_text="Two executives cleared it with the gate closed")
    cleared_at = Moment(source="at")
    cleared_by = PersonShown(source="by")
    signed_on = serializers.SerializerMethodField()

    def get_signed_on(self, clearance: Clearance) -> str | None:
        signing = getattr(clearance, "signing", None)
        return None if signing is None else signing.signed_on.isoformat()


class ClearanceOfDeal(ApiView):
    @extend_schema(operation_id="read_clearance", responses={200: ClearanceShown, **REFUSALS})
    def get(self, request: PersonRequest, serial: int) -> Response:
        """The clearance of the current draft; 404 while there is none, and once it is voided."""
        draft = find_draft(request.user, serial)
        require(request.user, "certificate.read")
        clearance = clearance_of(draft)
        if clearance is None or clearance.voided_at is not None:
            raise Http404
        clearance.submission.draft = draft
        return Response(ClearanceShown(clearance).data)
