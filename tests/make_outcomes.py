"""Makers for what comes after the signature."""

import datetime as dt
from typing import Any

import time_machine
from django.utils import timezone

from contracts.models import Draft
from outcomes.actions.taking_over import take_over
from outcomes.models import Handover
from reviews.actions import ask_to_void, clear_draft, confirm_void, mark_signed
from reviews.models import Submission
from tests.make import Cast, make_cast, make_submission, review_all

FOUNDED = dt.datetime(2023, 1, 2, 9, tzinfo=dt.UTC)


def make_old_cast() -> Cast:
    """Everybody, with playbook and policy in force since FOUNDED."""
    with time_machine.travel(FOUNDED, tick=True):
        return make_cast()


def make_signed(
    cast: Cast, *codes: str, level: int = 2, on: dt.date | None = None, answer: Any = None, **fields: Any
) -> Handover:
    """A deal of Maya's, reviewed at one level, cleared, signed on that day (today, unless said) and handed
    over. `answer` are fields of every review, `fields` those of the deal. Keep it below the band MGR."""
    if on is not None:
        with time_machine.travel(dt.datetime.combine(on, dt.time(9), tzinfo=dt.UTC), tick=True):
            return make_signed(cast, *codes, level=level, answer=answer, **fields)
    submission = make_submission(cast.maya, *(codes or ("payment-terms",)), **fields)
    review_all(cast, submission, level, **(answer or {}))
    return sign(cast, submission)


def sign(cast: Cast, submission: Submission) -> Handover:
    """Clear, sign today and hand over a submission whose gate is open."""
    draft = Draft.objects.get(pk=submission.draft_id)
    clear_draft(draft, by=cast.maya)
    draft.refresh_from_db()
    mark_signed(draft, signed_on=timezone.localdate(), by=cast.maya)
    handover = take_over(draft.pk)
    assert handover is not None
    return handover


def void(cast: Cast, handover: Handover) -> None:
    """Maya asks that the signed contract be voided, and the deal desk confirms it."""
    asked = ask_to_void(handover.signing.clearance, reason="Signed by mistake", by=cast.maya)
    confirm_void(asked, by=cast.desk)
