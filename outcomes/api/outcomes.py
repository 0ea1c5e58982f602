from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.base import ApiView, PersonRequest
from accounts.api.fields import REFUSALS, Moment
from accounts.permissions import require
from outcomes.api.outcomes_seen import outcomes_seen
from outcomes.models import Moment as CheckInMoment
from reviews.views.finding import find_deal


class PredictedShown(serializers.Serializer):
    """What was said at signature, without the load on calendars: nobody answers a calendar again."""

    points = serializers.FloatField(help_text="0 to 100, one decimal")
    dose = serializers.IntegerField(help_text="Micro-doses; doses add, points do not")
    cost_p80 = serializers.IntegerField(help_text="Minor units of `currency`")
    cost_p95 = serializers.IntegerField()


class CellLived(serializers.Serializer):
    """One function's part of one term: said at signature, and what it was."""

    term = serializers.CharField(help_text="Code of the term's type")
    function = serializers.CharField()
    is_undisclosed = serializers.BooleanField(help_text="Found after signing; nothing was said of it")
    said_level = serializers.IntegerField(help_text="1 to 5; 0: nothing was said")
    was_level = serializers.IntegerField()
    said_minutes = serializers.IntegerField(help_text="Mean, over the whole contract")
    was_minutes = serializers.IntegerField(help_text="Spent and still to come")


class RealisedShown(serializers.Serializer):
    moment = serializers.ChoiceField(CheckInMoment.choices)
    is_complete = serializers.BooleanField(help_text="Every function has answered; until then it may change")
    points = serializers.FloatField()
    dose = serializers.IntegerField()
    cost = serializers.IntegerField(help_text="Minor units of `currency`")
    credits = serializers.IntegerField(help_text="SLA credits in it")
    is_bad = serializers.BooleanField()
    bad_because = serializers.ListField(child=serializers.CharField())
    string = serializers.CharField(help_text="Recompute it with `manage.py score --string`")
    completed_at = Moment(allow_null=True)
    cells = CellLived(many=True)


class DealOutcomes(serializers.Serializer):
    deal = serializers.CharField()
    currency = serializers.CharField(help_text="The company's")
    signed_on = serializers.DateField(allow_null=True, help_text="Null: not signed, or voided since")
    predicted = PredictedShown(allow_null=True, help_text="Null: not signed, or never scored")
    moments = RealisedShown(many=True)


class OutcomesOfDeal(ApiView):
    @extend_schema(operation_id="read_outcomes", responses={200: DealOutcomes, **REFUSALS})
    def get(self, request: PersonRequest, serial: int) -> Response:
        """What a signed deal was really like at each moment that was answered, beside what was said."""
        deal = find_deal(request.user, serial)
        require(request.user, "check_in.read")
        return Response(DealOutcomes(outcomes_seen(deal)).data)
