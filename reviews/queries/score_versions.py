from django.db.models import QuerySet

from contracts.models import Draft
from reviews.models import Score


def scores_of(draft: Draft) -> QuerySet[Score]:
    """Every score of a draft, the latest first."""
    found = Score.objects.filter(submission__draft=draft).select_related("policy", "submission")
    return found.order_by("-facts_version")


def score_named(draft: Draft, version: str) -> Score | None:
    """The score computed from this version of the facts; the latest without one; None when there is none."""
    if not version:
        return scores_of(draft).first()
    if not (version.isascii() and version.isdigit() and len(version) <= 9):
        return None
    return scores_of(draft).filter(facts_version=int(version)).first()
