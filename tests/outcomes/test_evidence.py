"""What a calibration is made from."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from outcomes.models import Moment
from outcomes.queries.evidence import gather_evidence
from reviews.engine.cell import Estimate
from reviews.models import Review
from reviews.queries.policies import current_policy
from tests.make import Cast, make_submission, review_all
from tests.make_calibrated import (
    ESTIMATE,
    make_known_deals,
    make_learned,
    make_learned_policy,
    make_outcome,
    make_run,
)
from tests.make_outcomes import make_signed, void


def test_a_signed_deal_is_told_as_it_was_answered_and_as_it_came(cast: Cast) -> None:
    [handover] = make_known_deals(cast, 1)
    [deal] = gather_evidence(current_policy()).deals
    [answer] = deal.answers
    assert (deal.key, deal.value, deal.is_bad) == (handover.pk, handover.value, True)
    assert answer.reviewer == cast.members["FIN"].pk
    assert (answer.cell.function, answer.cell.level, answer.cell.once) == ("FIN", 30, Estimate(*ESTIMATE))
    assert deal.actual == {answer.cell.key: 1_200}
    assert deal.terms[answer.cell.term].k == "payment-terms"


def test_only_complete_outcomes_of_standing_contracts_count(cast: Cast) -> None:
    half, voided, early = (make_signed(cast) for _ in range(3))
    make_outcome(half, is_complete=False, completed_at=None)
    make_outcome(early, moment=Moment.DAY_30)
    make_outcome(voided)
    void(cast, voided)
    assert gather_evidence(current_policy()).deals == ()


def test_the_renewal_says_how_much_work_it_was_and_either_moment_that_it_went_badly(cast: Cast) -> None:
    handover = make_signed(cast, answer={"once": ESTIMATE})
    make_outcome(handover, is_bad=True, minutes=700)
    make_outcome(handover, moment=Moment.RENEWAL, minutes=900)
    [deal] = gather_evidence(current_policy()).deals
    assert deal.is_bad
    assert list(deal.actual.values()) == [900]


def test_reviews_count_for_severity_whether_signed_or_not(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, 3)
    [judged] = gather_evidence(current_policy()).reviews
    assert (judged.category, judged.function, judged.level) == ("payment-terms", "FIN", 3)


def test_an_answer_kept_from_the_draft_before_counts_once(cast: Cast) -> None:
    review_all(cast, make_submission(cast.maya, "payment-terms"), 3)
    first = Review.objects.get()
    again = make_submission(cast.maya, "payment-terms")
    review_all(cast, again, 3)
    Review.objects.filter(request__term__draft=again.draft).update(carried_from=first)
    assert len(gather_evidence(current_policy()).reviews) == 1


def test_a_curve_was_fitted_by_the_first_run_that_has_it(cast: Cast) -> None:
    """A later run kept it and changed corrections only; what came between the two is new to it."""
    policy = make_learned_policy(cast)
    first, later = timezone.now() - dt.timedelta(days=60), timezone.now() - dt.timedelta(days=30)
    kept = make_learned(uplift={"FIN": 1_100}).as_document()
    make_run(cast, asked_at=later, done_at=later, learned=kept)
    make_run(cast, asked_at=first, done_at=first, learned=make_learned().as_document())
    assert gather_evidence(policy).learned_at == first.timestamp()


def test_more_deals_need_no_more_queries(cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            gather_evidence(current_policy())
        return len(seen)

    make_known_deals(cast, 1)
    one = queries()
    make_known_deals(cast, 3)
    assert queries() == one
    assert one <= 7
