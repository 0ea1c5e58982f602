from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.api.base import ApiView, PersonRequest
from accounts.api.fields import REFUSALS, Moment, PersonShown
from accounts.api.once import KEY_PARAMETER, once
from reviews.actions import record_review
from reviews.api.answer_asked import AnswerAsked
from reviews.models import Verdict
from reviews.policy import may_review
from reviews.queries.desk import asked_reviews


class AnswerShown(serializers.Serializer):
    id = serializers.IntegerField()
    deal = serializers.CharField(source="request.term.draft.deal.number")
    term = serializers.IntegerField(source="request.term.position")
    function = serializers.CharField(source="request.function.code")
    reviewer = PersonShown()
    level = serializers.IntegerField()
    confidence = serializers.IntegerField()
    verdict = serializers.ChoiceField(Verdict.choices)
    answered_at = Moment()


class Answers(ApiView):
    @extend_schema(
        operation_id="record_review",
        parameters=[KEY_PARAMETER],
        request=AnswerAsked,
        responses={201: AnswerShown, **REFUSALS},
    )
    @once
    def post(self, request: PersonRequest, request_id: int) -> Response:
        """Answer for your function. It replaces your earlier answer and ends approvals given before."""
        waiting = get_object_or_404(asked_reviews(request.user), pk=request_id)
        may_review(waiting, by=request.user)
        said = AnswerAsked(data=request.data, context={"asked": waiting, "deal": waiting.term.draft.deal})
        said.is_valid(raise_exception=True)
        review = record_review(waiting, said.validated_data, by=request.user)
        review.request = waiting
        return Response(AnswerShown(review).data, status.HTTP_201_CREATED)
