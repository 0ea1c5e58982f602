"""Sweeps at the same moment, one that is killed, a clock stopped meanwhile: still exactly once each."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction

from activity.models import Event
from dealdesk.verification import INVARIANTS
from reviews.actions import nudging, record_review
from reviews.actions.nudging import sweep_nudges
from reviews.actions.questions import ask_question
from reviews.models import Nudge, ReviewRequest
from tests.make import Cast, answer, make_cast, make_submission
from tests.make_absences import berlin
from tests.workflow.test_concurrency import race

pytestmark = pytest.mark.django_db(transaction=True)

NUDGES = ("wait.reminded", "wait.escalated")


@pytest.fixture
def company() -> Iterator[Cast]:
    """Three functions have been asked on Monday; it is Tuesday, and the first escalation is due."""
    with time_machine.travel(berlin(23), tick=True) as traveller:
        cast = make_cast()
        make_submission(cast.maya, "payment-terms", "renewal", "price-hold")
        make_submission(cast.maya, "uptime")
        traveller.move_to(berlin(26, 12))
        yield cast


def assert_once_each() -> None:
    pairs = list(Nudge.objects.values_list("request", "number"))
    assert len(pairs) == len(set(pairs))
    events = Event.objects.filter(verb__in=NUDGES)
    assert sorted(event.facts["nudge"] for event in events) == sorted(
        Nudge.objects.values_list("pk", flat=True)
    )
    assert [f"{check.code}: {breach}" for check in INVARIANTS for breach in check.breaches()] == []


def test_four_sweeps_at_once_send_each_nudge_once(company: Cast) -> None:
    race(*[sweep_nudges] * 4)
    sweep_nudges()
    asked = ReviewRequest.objects.count()
    assert asked > 2 and Nudge.objects.count() == 3 * asked, "two escalations and the last reminder each"
    assert_once_each()


@pytest.mark.parametrize("attempt", range(3))
def test_a_sweep_and_an_answer_of_the_same_moment(company: Cast, attempt: int) -> None:
    request = ReviewRequest.objects.filter(function__code="FIN")[0]
    race(sweep_nudges, sweep_nudges, lambda: record_review(request, answer(2), by=company.members["FIN"]))
    sweep_nudges()
    request.refresh_from_db()
    assert request.answered_at is not None and request.nudge_at is None
    sent = Nudge.objects.filter(request=request).count()
    assert sent in (0, 3)
    assert_once_each()


@pytest.mark.parametrize("attempt", range(3))
def test_a_sweep_and_a_question_of_the_same_moment(company: Cast, attempt: int) -> None:
    request = ReviewRequest.objects.filter(function__code="FIN")[0]
    race(sweep_nudges, lambda: ask_question(request, "Which sites?", by=company.members["FIN"]))
    before = Nudge.objects.filter(request=request).count()
    sweep_nudges()
    request.refresh_from_db()
    assert request.paused_at is not None and request.nudge_at is None
    assert Nudge.objects.filter(request=request).count() == before, "a clock that stands sends nothing"
    assert_once_each()


def test_a_sweep_that_dies_halfway_leaves_nothing_half_done(
    company: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second wait kills it between keeping the nudge and writing how far the plan is."""
    record, calls = nudging.record, iter(range(100))

    def dying(*args: object, **facts: object) -> object:
        if next(calls) == 4:
            raise KeyboardInterrupt
        return record(*args, **facts)  # type: ignore[arg-type]

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(nudging, "record", dying)
        sweep_nudges()
    assert Nudge.objects.count() == 3, "the first wait is done, of the second nothing"
    assert_once_each()
    sweep_nudges()
    assert Nudge.objects.count() == 3 * ReviewRequest.objects.count()
    assert_once_each()


def test_a_wait_that_somebody_holds_is_left_for_the_next_sweep(company: Cast) -> None:
    request = ReviewRequest.objects.filter(function__code="FIN")[0]
    deal = request.term.draft.deal
    with transaction.atomic():
        type(deal).objects.select_for_update().get(pk=deal.pk)
        race(sweep_nudges)
    assert not Nudge.objects.filter(request=request).exists()
    sweep_nudges()
    assert Nudge.objects.filter(request=request).count() == 3
    assert_once_each()
