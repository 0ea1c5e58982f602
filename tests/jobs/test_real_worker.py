"""The score arrives through outbox, relay, Redis and a worker process, whatever dies on the way."""

from collections.abc import Callable

import pytest
import redis
from django.db import connection

from activity.models import Notification, OutboxMessage
from dealdesk.verification import INVARIANTS
from reviews.models import ReviewRequest, Score, Submission
from tests.make import Cast, make_cast, make_submission, review
from tests.processes import RELAY, WORKER, Spawn, WaitFor, kill_group

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company() -> Cast:
    return make_cast()


def scores_of(submission: Submission) -> Callable[[], list[Score]]:
    return lambda: [
        score
        for score in Score.objects.filter(submission=submission, is_latest=True)
        if score.facts_version == Submission.objects.get(pk=submission.pk).facts_version
    ]


def all_settled() -> bool:
    return not OutboxMessage.objects.filter(done_at=None).exists()


def assert_everything_holds() -> None:
    breaches = [f"{check.code}: {breach}" for check in INVARIANTS for breach in check.breaches()]
    assert breaches == []


def test_a_worker_scores_a_submission_and_its_reviews(company: Cast, spawn: Spawn, wait_for: WaitFor) -> None:
    spawn(*RELAY)
    spawn(*WORKER)
    submission = make_submission(company.maya, "payment-terms", "renewal")
    wait_for(scores_of(submission), "the first score")
    for request in ReviewRequest.objects.filter(term__draft=submission.draft):
        review(company, request, level=3)
    (score,) = wait_for(scores_of(submission), "the score after the reviews")
    assert score.is_complete and score.tenths > 0
    wait_for(all_settled, "every outbox row done")
    finance = company.members["FIN"]
    assert Notification.objects.filter(to=finance, event__verb="draft.submitted").count() == 1
    assert_everything_holds()


def test_a_worker_killed_between_claim_and_finish_loses_nothing(
    company: Cast, spawn: Spawn, wait_for: WaitFor, broker: redis.Redis
) -> None:
    """The deal's row is held, so the worker takes the message and waits; then it is killed with -9."""
    relay = spawn(*RELAY)
    worker = spawn(*WORKER)
    submission = make_submission(company.maya, "payment-terms")
    with held_deal(submission):
        wait_for(lambda: broker.hlen("unacked") > 0, "the worker to claim the message")
        wait_for(waiting_for_lock, "the task to wait for the deal's row")
        kill_group(worker)
        kill_group(relay)
    assert not Score.objects.filter(submission=submission).exists()
    OutboxMessage.objects.filter(done_at=None).update(due_at=submission.at)
    spawn(*RELAY)
    spawn(*WORKER)
    wait_for(scores_of(submission), "the score from another worker")
    wait_for(all_settled, "every outbox row done")
    assert Score.objects.filter(submission=submission).count() == 1
    assert_everything_holds()


def test_an_emptied_broker_loses_nothing(
    company: Cast, spawn: Spawn, wait_for: WaitFor, broker: redis.Redis
) -> None:
    relay = spawn(*RELAY)
    submission = make_submission(company.maya, "payment-terms")
    wait_for(lambda: broker.llen("gate") > 0, "the message on the broker")
    kill_group(relay)
    broker.flushdb()
    OutboxMessage.objects.filter(done_at=None).update(due_at=submission.at)
    spawn(*RELAY)
    spawn(*WORKER)
    wait_for(scores_of(submission), "the score after the repeated ring")
    assert Score.objects.filter(submission=submission).count() == 1


class held_deal:
    """Hold a deal's row in a transaction of another connection."""

    def __init__(self, submission: Submission) -> None:
        self.deal_id = submission.draft.deal_id

    def __enter__(self) -> None:
        self.other = connection.copy()
        self.other.set_autocommit(False)
        with self.other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM contracts_deal WHERE id = %s FOR UPDATE", [self.deal_id])

    def __exit__(self, *exc: object) -> None:
        self.other.rollback()
        self.other.close()


def waiting_for_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])
