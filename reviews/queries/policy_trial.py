"""Deals on which a policy that is being written can be tried."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import may
from contracts.models import Deal, DraftState
from reviews.models import Score

MOST_DEALS = 60


def scored_in_review(reader: User) -> QuerySet[Score]:
    """The latest scores of deals in review, the newest first; only for those who write policies: others may
    not know yet what their colleagues have answered."""
    if not may(reader, "policy.edit"):
        return Score.objects.none()
    seen = Deal.objects.visible_to(reader)
    found = Score.objects.filter(
        is_latest=True,
        submission__draft__is_current=True,
        submission__draft__state=DraftState.IN_REVIEW,
        submission__draft__deal__in=seen,
    )
    return found.select_related("submission__draft__deal__customer", "submission__policy").order_by("-pk")


def deals_to_try(reader: User) -> list[Deal]:
    """Their deals, for a list to choose from."""
    found = scored_in_review(reader).defer("inputs", "result", "ruling", "rule_facts")[:MOST_DEALS]
    return [score.submission.draft.deal for score in found]


def facts_asked(score: Score) -> dict[str, Any]:
    """The facts that the rules were asked about, without what only the reviews need."""
    known: dict[str, Any] = score.rule_facts
    terms = [{name: fact for name, fact in term.items() if name != "key"} for term in known.get("terms", [])]
    return {**known, "terms": terms}
