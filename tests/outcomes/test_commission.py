"""A deal suggests what to hold of its commission, to those whom it concerns and nobody else."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from contracts.models import Draft
from outcomes.actions import hand_over_obligation
from outcomes.actions.taking_over import take_over
from outcomes.models import Handover, Moment, Obligation, Realised, RealisedCell
from outcomes.presentation.commission import Commission, commission_of
from outcomes.queries.commission import basis_after, basis_before
from reviews.actions import ask_to_break_glass, confirm_glass, mark_signed, rescore
from reviews.models import ReviewRequest, Submission
from tests.contracts.browser import browser_of, words_of
from tests.make import Cast, make_submission, review, review_all
from tests.make_outcomes import make_signed
from tests.make_precedents import make_lived
from tests.make_verbs import REASON, fresh

SIGNED_ON = dt.date(2026, 2, 3)
LATER = dt.date(2026, 6, 1)


def seen(draft: Draft, cast: Cast, today: dt.date = LATER) -> Commission:
    found = commission_of(draft, cast.maya, today)
    assert found is not None
    return found


@pytest.fixture
def submission(cast: Cast) -> Submission:
    submission = make_submission(cast.maya, "payment-terms", "uptime")
    review_all(cast, submission, 3)
    return submission


def test_the_rep_sees_the_hold_with_its_arithmetic_before_signing(cast: Cast, submission: Submission) -> None:
    deal = submission.draft.deal
    said = words_of(browser_of(cast.maya).get(f"/deals/{deal.number}/"))
    assert "a suggestion, never payroll" in said
    assert "half of it is" in said and "at 30, 60 and 90 days after signing" in said


def test_it_is_for_the_owner_their_manager_executives_and_the_desk(
    cast: Cast, submission: Submission
) -> None:
    address = f"/deals/{submission.draft.deal.number}/"
    for person in (cast.maya, cast.mark, cast.anders, cast.desk):
        assert "never payroll" in words_of(browser_of(person).get(address)), person
    for person in (cast.ruth, cast.auditor, cast.leads["FIN"], cast.members["FIN"]):
        assert "never payroll" not in words_of(browser_of(person).get(address)), person


def test_a_deal_without_a_score_suggests_nothing(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    assert basis_before(submission.draft) is None
    assert commission_of(submission.draft, cast.maya, LATER) is None


def test_while_reviews_are_missing_it_says_so(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", "uptime")
    first, *others = ReviewRequest.objects.filter(term__draft=submission.draft)
    review(cast, first, 3)
    rescore(submission.pk)
    basis = basis_before(submission.draft)
    assert others and basis is not None and basis.predicted == basis.whole > 0
    early = seen(submission.draft, cast)
    assert early.caution.startswith("Some reviews are missing")
    assert early.hold.startswith("at least ") and not early.plan, "nobody knows yet that it is easy"
    review_all(cast, submission, 3)
    assert seen(submission.draft, cast).caution == ""


def test_capacity_is_no_doing_of_the_rep(cast: Cast) -> None:
    work = {"once": (150_000, 150_000, 150_000)}
    submission = make_submission(
        cast.maya, "payment-terms", delivery_months=1, committed_value=900_000_000_000
    )
    review_all(cast, submission, 2, **work)
    basis = basis_before(submission.draft)
    assert basis is not None and basis.capacity > 0
    score = submission.scores.get(is_latest=True)
    assert basis.predicted == score.result["dose"] - basis.capacity
    assert "The load on calendars" in seen(submission.draft, cast).left_out[0]


def test_the_third_is_released_when_it_felt_as_predicted(cast: Cast) -> None:
    handover = make_signed(cast, level=3, on=SIGNED_ON)
    waiting = seen(handover.draft, cast, SIGNED_ON)
    assert [part.released for part in waiting.parts] == ["", "", ""]
    assert waiting.parts[0].why == "On 5 March 2026."
    assert seen(handover.draft, cast).parts[0].why == "Waits for the answers of the functions."
    realised(handover, handover.base_dose)
    found = seen(handover.draft, cast)
    assert found.hold == "5\u00a0%"
    assert found.parts[0].released == found.released == "1.7\u00a0%"
    assert "within a quarter more" in found.parts[0].why


def test_twice_the_pain_releases_half(cast: Cast) -> None:
    handover = make_signed(cast, level=3, on=SIGNED_ON)
    realised(handover, 2 * handover.base_dose)
    assert seen(handover.draft, cast).parts[0].released == "0.8\u00a0%"
    assert "2.00 times the dose" in seen(handover.draft, cast).parts[0].why


def test_promises_that_were_staffed_late_are_left_out(cast: Cast) -> None:
    handover = make_lived(cast, "99.99", level=2, was_level=5, on=SIGNED_ON)
    before = basis_after(handover)
    assert before is not None and not before.left.cells
    promise = Obligation.objects.filter(handover=handover, function__isnull=False)[0]
    assert promise.function is not None
    other = cast.leads[promise.function.code]
    with time_machine.travel(dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC), tick=True):
        hand_over_obligation(promise, to=other, by=cast.desk)
    after = basis_after(handover)
    assert after is not None and len(after.left.late) == 1
    cell = RealisedCell.objects.get(realised__handover=handover, function=promise.function)
    assert before.predicted - after.predicted == cell.said_dose
    assert (before.lived[0].dose or 0) - (after.lived[0].dose or 0) == cell.was_dose > 0
    assert "staffed late" in seen(handover.draft, cast).left_out[-1]


def test_a_blocker_that_executives_overrode_is_theirs(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms", "uptime")
    first, *others = ReviewRequest.objects.filter(term__draft=submission.draft)
    review(cast, first, 5, verdict="blocker", reasons="Nobody can keep this.")
    for request in others:
        review(cast, request, 3)
    rescore(submission.pk)
    before = basis_before(submission.draft)
    assert before is not None and not before.left.cells and before.predicted == before.whole
    assert seen(submission.draft, cast).left_out[0].startswith("The blocker: while it stands")
    confirm_glass(ask_to_break_glass(fresh(submission), reason=REASON, by=cast.anders), by=cast.eva)
    draft = fresh(submission)
    mark_signed(draft, signed_on=timezone.localdate(), by=cast.maya)
    handover = take_over(draft.pk)
    assert handover is not None
    after = basis_after(handover)
    assert after is not None and len(after.left.overridden) == 1
    assert after.predicted < before.predicted // 2
    assert "two executives overrode" in seen(fresh(submission), cast).left_out[0]


def test_in_time_is_not_late(cast: Cast) -> None:
    handover = make_signed(cast, on=SIGNED_ON)
    promise = Obligation.objects.filter(handover=handover, function__isnull=False)[0]
    assert promise.function is not None
    with time_machine.travel(dt.datetime(2026, 2, 20, 9, tzinfo=dt.UTC), tick=True):
        hand_over_obligation(promise, to=cast.leads[promise.function.code], by=cast.desk)
    basis = basis_after(handover)
    assert basis is not None and not basis.left.late


def realised(handover: Handover, dose: int, moment: str = Moment.DAY_30) -> Realised:
    """A complete row of that dose, as if all functions had answered."""
    when = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)
    facts = {"tenths": 0, "severity_dose": dose, "effort_dose": 0, "cost": 0, "string": "DD:1.0"}
    return Realised.objects.create(
        handover=handover,
        moment=moment,
        inputs={},
        dose=dose,
        is_complete=True,
        completed_at=when,
        computed_at=when,
        **facts,
    )
