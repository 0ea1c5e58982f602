"""Two people press at the same moment, on real PostgreSQL with real connections."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone

from contracts.actions import edit_term
from contracts.models import Draft, DraftState
from dealdesk.kit.refusals import Refused
from dealdesk.kit.states import IllegalMove
from dealdesk.verification import INVARIANTS
from reviews.actions import (
    accept_counter,
    clear_draft,
    decide,
    make_next_draft,
    mark_signed,
    record_review,
    rescore,
    submit_draft,
)
from reviews.gate import gate_of
from reviews.models import Approval, Clearance, CounterProposal, Review, ReviewRequest, Score, Submission
from tests.make import (
    Cast,
    answer,
    approve,
    make_cast,
    make_deal,
    make_submission,
    make_term,
    review,
    review_all,
    token_of,
)

pytestmark = pytest.mark.django_db(transaction=True)

Verb = Callable[[], object]


@pytest.fixture
def company() -> Cast:
    return make_cast()


def race(*verbs: Verb) -> list[Exception | None]:
    """Carry out all verbs at once, each on a connection of its own; returns each one's refusal or None."""
    start = threading.Barrier(len(verbs))
    refusals: list[Exception | None] = [None] * len(verbs)

    def run(index: int, verb: Verb) -> None:
        try:
            start.wait(10)
            verb()
        except (Refused, IllegalMove) as refusal:
            refusals[index] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive(), "a verb hangs"
    return refusals


def assert_everything_holds() -> None:
    assert [f"{check.code}: {breach}" for check in INVARIANTS for breach in check.breaches()] == []


def winners(refusals: list[Exception | None]) -> int:
    return refusals.count(None)


def severe(company: Cast) -> Submission:
    """A completely reviewed draft that two executives must approve."""
    submission = make_submission(company.maya, "payment-terms")
    review_all(company, submission, level=5)
    assert gate_of(submission.draft).score.gate == "EXEC"
    return submission


def test_a_double_click_submits_once(company: Cast) -> None:
    deal = make_deal(company.maya)
    make_term(deal.current_draft, "payment-terms", by=company.maya)
    draft = deal.current_draft
    assert winners(race(*[lambda: submit_draft(draft, by=company.maya)] * 3)) == 1
    assert Submission.objects.count() == 1
    assert_everything_holds()


def test_one_executive_in_two_tabs_counts_once(company: Cast) -> None:
    submission = severe(company)
    draft, token = submission.draft, token_of(submission)
    twice = [lambda: decide(draft, "approve", by=company.anders, seen_digest=token)] * 2
    assert winners(race(*twice)) == 1
    assert not gate_of(Draft.objects.get(pk=draft.pk)).is_open
    assert_everything_holds()


def test_two_executives_at_the_same_moment_both_count(company: Cast) -> None:
    submission = severe(company)
    draft, token = submission.draft, token_of(submission)
    refusals = race(
        lambda: decide(draft, "approve", by=company.anders, seen_digest=token),
        lambda: decide(draft, "approve", by=company.eva, seen_digest=token),
    )
    assert refusals == [None, None]
    assert gate_of(Draft.objects.get(pk=draft.pk)).is_open
    assert_everything_holds()


@pytest.mark.parametrize("attempt", range(4))
def test_an_approval_never_survives_a_review_of_the_same_moment(company: Cast, attempt: int) -> None:
    submission = severe(company)
    draft, token = submission.draft, token_of(submission)
    request = ReviewRequest.objects.get(term__draft=draft)
    race(
        lambda: decide(draft, "approve", by=company.anders, seen_digest=token),
        lambda: record_review(request, answer(4), by=company.members["FIN"]),
    )
    assert not Approval.objects.filter(voided_at=None).exists()
    assert_everything_holds()


@pytest.mark.parametrize("attempt", range(4))
def test_a_clearance_and_the_next_draft_exclude_each_other(company: Cast, attempt: int) -> None:
    submission = severe(company)
    approve(submission, company.anders)
    approve(submission, company.eva)
    draft = Draft.objects.get(pk=submission.draft_id)
    refusals = race(
        lambda: clear_draft(draft, by=company.maya), lambda: make_next_draft(draft, by=company.maya)
    )
    assert winners(refusals) == 1
    state = Draft.objects.get(pk=draft.pk).state
    assert (state == DraftState.CLEARED) == Clearance.objects.exists()
    assert_everything_holds()


@pytest.mark.parametrize("attempt", range(4))
def test_a_review_and_a_clearance_of_the_same_moment(company: Cast, attempt: int) -> None:
    submission = severe(company)
    approve(submission, company.anders)
    approve(submission, company.eva)
    draft = Draft.objects.get(pk=submission.draft_id)
    request = ReviewRequest.objects.get(term__draft=draft)
    refusals = race(
        lambda: clear_draft(draft, by=company.maya),
        lambda: record_review(request, answer(5), by=company.leads["FIN"]),
    )
    assert winners(refusals) == 1
    assert_everything_holds()


def test_a_double_click_clears_and_signs_once(company: Cast) -> None:
    deal = make_deal(company.maya)
    make_term(deal.current_draft, "payment-terms", by=company.maya, value=30)
    draft = submit_draft(deal.current_draft, by=company.maya).draft
    assert winners(race(*[lambda: clear_draft(draft, by=company.maya)] * 2)) == 1
    today = timezone.localdate()
    assert winners(race(*[lambda: mark_signed(draft, signed_on=today, by=company.maya)] * 2)) == 1
    assert_everything_holds()


def test_an_offer_is_accepted_once(company: Cast) -> None:
    submission = make_submission(company.maya, "payment-terms")
    request = ReviewRequest.objects.get(term__draft=submission.draft)
    review(company, request, 4, verdict="counter_proposal", counter_wording="Net 45 days.")
    counter = CounterProposal.objects.get()
    assert winners(race(*[lambda: accept_counter(counter, by=company.maya)] * 2)) == 1
    assert Draft.objects.count() == 2
    assert_everything_holds()


def test_an_edit_and_a_submission_leave_what_was_frozen(company: Cast) -> None:
    deal = make_deal(company.maya)
    term = make_term(deal.current_draft, "payment-terms", by=company.maya)
    draft = deal.current_draft
    race(
        lambda: submit_draft(draft, by=company.maya),
        lambda: edit_term(term, by=company.maya, wording="Net 200 days."),
    )
    fresh = Draft.objects.get(pk=draft.pk)
    assert fresh.content["terms"][0]["wording"] == fresh.terms.get().wording
    assert_everything_holds()


def test_many_workers_store_one_score(company: Cast) -> None:
    submission = make_submission(company.maya, "payment-terms", "renewal")
    assert winners(race(*[lambda: rescore(submission.pk)] * 4)) == 4
    assert Score.objects.count() == 1
    assert_everything_holds()


def test_two_members_of_one_function_both_stand(company: Cast) -> None:
    submission = make_submission(company.maya, "payment-terms")
    request = ReviewRequest.objects.get(term__draft=submission.draft)
    refusals = race(
        lambda: record_review(request, answer(2), by=company.members["FIN"]),
        lambda: record_review(request, answer(4), by=company.leads["FIN"]),
    )
    assert refusals == [None, None]
    assert Review.objects.filter(replaced_at=None).count() == 2
    assert Submission.objects.get().facts_version == 3
    assert_everything_holds()
