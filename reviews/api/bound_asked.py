"""Who sees to a condition, until when, and what then, as a machine says it."""

from rest_framework import serializers

from accounts.api.fields import StrictSerializer
from accounts.models import User
from contracts.models import Deal
from contracts.queries.people import people_who_see
from reviews.actions.conditions import MOST_DAYS


class BoundAsked(StrictSerializer):
    """Beside the words of a condition. The context has the `deal`."""

    condition_owner = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=2**63 - 1,
        help_text="Id of the person who sees to the condition; somebody who sees the deal",
    )
    condition_days = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=MOST_DAYS,
        help_text="Calendar days after clearing within which it must be met",
    )
    condition_lapses = serializers.BooleanField(
        default=False, help_text="The clearance lapses by itself when that day passes unmet"
    )

    def validate_condition_owner(self, id: int | None) -> User | None:
        if id is None:
            return None
        deal: Deal = self.context["deal"]
        found = people_who_see(deal).filter(pk=id).first()
        if found is None:
            raise serializers.ValidationError("There is nobody with this id who sees the deal.")
        return found
