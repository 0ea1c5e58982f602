from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.api.base import ApiView, PersonRequest
from accounts.api.fields import REFUSALS, Moment, StrictSerializer
from accounts.api.once import KEY_PARAMETER, once
from reviews.actions import submit_draft
from reviews.models import ReviewRequest, Submission
from reviews.views.finding import find_draft


class AskedShown(serializers.Serializer):
    id = serializers.IntegerField()
    function = serializers.CharField(source="function.code")
    term = serializers.IntegerField(source="term.position")
    due_at = Moment()
    is_answered = serializers.SerializerMethodField(help_text="An unchanged term keeps its answers")

    def get_is_answered(self, asked: ReviewRequest) -> bool:
        return not asked.is_open


class SubmissionShown(serializers.Serializer):
    deal = serializers.CharField(source="draft.deal.number")
    draft = serializers.IntegerField(source="draft.number")
    digest = serializers.CharField(source="draft.digest")
    submitted_at = Moment(source="at")
    asked = serializers.SerializerMethodField(help_text="Who reviews which term")

    @extend_schema_field(AskedShown(many=True))
    def get_asked(self, submission: Submission) -> list[Any]:
        asked = ReviewRequest.objects.filter(term__draft=submission.draft_id)
        ordered = asked.select_related("function", "term").order_by("term__position", "function__code")
        return list(AskedShown(ordered, many=True).data)


class SubmissionOfDeal(ApiView):
    @extend_schema(
        operation_id="submit_draft",
        parameters=[KEY_PARAMETER],
        request=StrictSerializer,
        responses={201: SubmissionShown, **REFUSALS},
    )
    @once
    def post(self, request: PersonRequest, serial: int) -> Response:
        """Submit the current draft: it freezes, and every function that a term needs is asked."""
        draft = find_draft(request.user, serial)
        StrictSerializer(data=request.data).is_valid(raise_exception=True)
        submission = submit_draft(draft, by=request.user)
        return Response(SubmissionShown(submission).data, status.HTTP_201_CREATED)
