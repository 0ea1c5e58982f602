"""Estimates far beyond reason are scored like others, and what fails fails alone."""

import pytest
from django.db import DataError

from reviews.actions import rescore, submit_draft, sweeping
from reviews.engine.limits import MOST_MINUTES
from reviews.models import ReviewRequest, Score, ScoredLoad
from tests.make import Cast, make_deal, make_submission, make_term, review

WILD = (MOST_MINUTES,) * 3


def test_the_greatest_estimates_on_many_terms_can_be_stored(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    for _ in range(25):
        make_term(deal.current_draft, "payment-terms", by=cast.maya)
    submission = submit_draft(deal.current_draft, by=cast.maya)
    for request in ReviewRequest.objects.all():
        review(cast, request, 3, monthly=WILD)
    rescore(submission.pk)
    assert max(ScoredLoad.objects.values_list("minutes", flat=True)) == 25 * MOST_MINUTES


def test_a_submission_that_cannot_be_stored_does_not_stop_the_sweep(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = make_submission(cast.maya, "payment-terms"), make_submission(cast.tom, "renewal")

    def fragile(submission_id: int) -> Score | None:
        if submission_id == broken.pk:
            raise DataError("integer out of range")
        return rescore(submission_id)

    monkeypatch.setattr(sweeping, "rescore", fragile)
    assert sweeping.sweep_scores() == 2
    assert sound.scores.exists() and not broken.scores.exists()
