"""Find what was lost: whatever the database says is due and nobody has done."""

import logging

from django.db import DataError
from django.db.models import Exists, F, OuterRef, QuerySet

from contracts.models import DraftState
from reviews.actions.scoring import rescore
from reviews.models import Score, Submission
from reviews.rulings import RULING_FORMAT

log = logging.getLogger("dealdesk.sweep")

BATCH = 100


def unscored_submissions() -> QuerySet[Submission]:
    """Drafts in review whose latest score is missing, older than their facts, or ruled on in
    an earlier format."""
    scored = Score.objects.filter(submission=OuterRef("pk"), facts_version=F("submission__facts_version"))
    scored = scored.filter(ruling__format=RULING_FORMAT)
    return (
        Submission.objects.filter(draft__state=DraftState.IN_REVIEW, draft__is_current=True)
        .exclude(Exists(scored))
        .order_by("at")
    )


def sweep_scores() -> int:
    """Score what is unscored; returns how many scores were missing."""
    missing = list(unscored_submissions().values_list("pk", flat=True)[:BATCH])
    for submission_id in missing:
        _rescore(submission_id)
    if missing:
        log.info("the sweep found %s submissions without a current score", len(missing))
    return len(missing)


def _rescore(submission_id: int) -> None:
    """One submission whose figures cannot be stored must not keep the others waiting."""
    try:
        rescore(submission_id)
    except (DataError, ArithmeticError):
        log.exception("submission %s cannot be scored", submission_id)
