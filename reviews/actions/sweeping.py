"""Find what was lost: whatever the database says is due and nobody has done."""

import logging
from datetime import timedelta

from django.db import DataError
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from activity.mail import send_due_mail
from activity.models import Notification
from contracts.models import DraftState
from reviews.actions.scoring import rescore
from reviews.models import Score, Submission

log = logging.getLogger("dealdesk.sweep")

BATCH = 100
MAIL_PATIENCE = timedelta(seconds=60)


def unscored_submissions() -> QuerySet[Submission]:
    """Drafts in review whose latest score is missing or older than their facts."""
    scored = Score.objects.filter(submission=OuterRef("pk"), facts_version=F("submission__facts_version"))
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


def sweep_mail() -> int:
    """Mail what is unmailed for longer than its patience; returns how many were sent. It runs on
    another queue than the scores: a mail server that hangs must not keep them waiting."""
    late = timezone.now() - MAIL_PATIENCE
    if not Notification.objects.filter(mail_wanted=True, mailed_at=None, at__lt=late).exists():
        return 0
    return send_due_mail()


def _rescore(submission_id: int) -> None:
    """One submission whose figures cannot be stored must not keep the others waiting."""
    try:
        rescore(submission_id)
    except (DataError, ArithmeticError):
        log.exception("submission %s cannot be scored", submission_id)
