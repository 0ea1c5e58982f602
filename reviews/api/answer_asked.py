"""What a machine says about one term for a function. Reads and checks; the action writes."""

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from accounts.api.fields import Clause, StrictSerializer
from contracts.api.values import fault_of_value
from contracts.standing import fold
from reviews.actions.answering import ReviewAnswer, check_answer
from reviews.api.bound_asked import BoundAsked
from reviews.engine.limits import MOST_MINUTES
from reviews.models import ReviewRequest, Verdict

ONLY_WITH = {
    "condition": Verdict.CONDITIONS,
    "residual_level": Verdict.CONDITIONS,
    "condition_owner": Verdict.CONDITIONS,
    "condition_days": Verdict.CONDITIONS,
    "condition_lapses": Verdict.CONDITIONS,
    "counter_wording": Verdict.COUNTER,
    "counter_value": Verdict.COUNTER,
}


class EffortAsked(StrictSerializer):
    """Three estimates in minutes, from good to bad."""

    low = serializers.IntegerField(min_value=0, max_value=MOST_MINUTES)
    likely = serializers.IntegerField(min_value=0, max_value=MOST_MINUTES)
    high = serializers.IntegerField(min_value=0, max_value=MOST_MINUTES)

    def validate(self, said: dict[str, int]) -> Any:
        return said["low"], said["likely"], said["high"]


class AnswerAsked(BoundAsked):
    """One person's judgement of one term, for a function."""

    level = serializers.IntegerField(min_value=1, max_value=5, help_text="1 trivial to 5 extreme")
    confidence = serializers.IntegerField(min_value=20, max_value=100, help_text="Per cent")
    verdict = serializers.ChoiceField(Verdict.choices)
    once = EffortAsked(required=False, help_text="Minutes of work, once")
    monthly = EffortAsked(required=False, help_text="Minutes of work in each month")
    condition = Clause(max_length=2000, required=False, allow_blank=True)
    residual_level = serializers.IntegerField(
        min_value=1, max_value=5, required=False, allow_null=True, help_text="Level if the condition holds"
    )
    feels_right = serializers.BooleanField(required=False, allow_null=True, help_text="Not scored")
    reasons = Clause(max_length=4000, required=False, allow_blank=True)
    counter_wording = Clause(max_length=10_000, required=False, allow_blank=True)
    counter_value = serializers.DecimalField(16, 4, required=False, allow_null=True)

    def validate(self, said: dict[str, Any]) -> Any:
        wrong = {
            name: [f"This goes with the verdict {verdict.value} alone."]
            for name, verdict in ONLY_WITH.items()
            if said.get(name) not in (None, "", False) and said["verdict"] != verdict
        }
        if said["verdict"] == Verdict.COUNTER:
            wrong |= self._faults_of_counter(said.get("counter_wording", ""), said.get("counter_value"))
        answer = ReviewAnswer(**{name: value for name, value in said.items() if value is not None})
        wrong = {name: [sentence] for name, sentence in check_answer(answer).items()} | wrong
        if wrong:
            raise serializers.ValidationError(wrong)
        return answer

    def _faults_of_counter(self, wording: str, value: Decimal | None) -> dict[str, list[str]]:
        term = self._asked.term
        fault = "" if value is None else fault_of_value(term.type, value)
        if fault:
            return {"counter_value": [fault]}
        if fold(wording) == fold(term.wording) and value in (None, term.value):
            return {
                "counter_wording": ["This is what the customer asks. Offer other words or another value."]
            }
        return {}

    @property
    def _asked(self) -> ReviewRequest:
        asked: ReviewRequest = self.context["asked"]
        return asked
