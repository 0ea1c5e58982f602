"""Events: one chain each story, append-only, and rung through the outbox."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from activity.dispatch import newest_open, ring_due, settle
from activity.models import Chain, Event, OutboxMessage
from activity.record import record
from dealdesk.verification.events import broken_chains
from tests.make import Cast, make_deal, make_submission, review_all


def test_every_event_covers_the_one_before_it(cast: Cast) -> None:
    deal = make_deal(cast.maya)
    record("deal.edited", chain=deal.chain, by=cast.maya, keys={"deal": deal.pk}, fields=["name"])
    first, second = Event.objects.filter(chain=deal.chain).order_by("position")
    assert second.previous == first.digest
    assert Chain.objects.get(pk=deal.chain).head == second.digest


@pytest.mark.parametrize("sql", ["UPDATE activity_event SET verb = 'x'", "DELETE FROM activity_event"])
def test_the_database_refuses_to_change_history(cast: Cast, sql: str) -> None:
    make_deal(cast.maya)
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        connection.cursor().execute(sql)


@pytest.mark.parametrize(
    "tampering",
    [
        'UPDATE activity_event SET facts = \'{"name": "Other"}\' WHERE position = 1',
        "UPDATE activity_event SET by_id = NULL WHERE position = 1",
        "DELETE FROM activity_event WHERE verb = 'term.edited'",
        "UPDATE activity_event SET position = position + 1000 WHERE verb = 'draft.submitted'",
        "UPDATE activity_chain SET length = length + 1 WHERE name LIKE 'deal:%'",
    ],
)
def test_any_tampering_is_found(cast: Cast, tampering: str) -> None:
    make_submission(cast.maya, "payment-terms")
    assert list(broken_chains()) == []
    OutboxMessage.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE activity_event DISABLE TRIGGER USER")
        cursor.execute(tampering)
        cursor.execute("ALTER TABLE activity_event ENABLE TRIGGER USER")
    assert list(broken_chains()) != []


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        record("deal.edited", chain="deal:1", by=None, keys={"deal": 1})


def test_a_burst_of_reviews_rings_the_score_once(cast: Cast, later: dt.datetime) -> None:
    submission = make_submission(cast.maya, "uptime", "payment-terms")
    review_all(cast, submission)
    rung: list[tuple[str, str, int]] = []
    ring_due(lambda *bell: rung.append(bell), now=later)
    assert [bell for bell in rung if bell[0] == "reviews.rescore"] == [
        ("reviews.rescore", "gate", submission.pk)
    ]


def test_a_broker_that_is_away_leaves_everything_due(cast: Cast, later: dt.datetime) -> None:
    make_submission(cast.maya, "payment-terms")

    def away(task: str, queue: str, key: int) -> None:
        raise ConnectionError("no broker")

    with pytest.raises(ConnectionError):
        ring_due(away, now=later)
    assert not OutboxMessage.objects.filter(rings__gt=0).exists()


def test_what_was_rung_but_not_done_rings_again(
    cast: Cast, later: dt.datetime, much_later: dt.datetime
) -> None:
    make_submission(cast.maya, "payment-terms")
    rung: list[str] = []
    ring_due(lambda task, queue, key: rung.append(task), now=later)
    ring_due(lambda task, queue, key: rung.append(task), now=later)
    assert rung.count("reviews.rescore") == 1
    ring_due(lambda task, queue, key: rung.append(task), now=much_later)
    assert rung.count("reviews.rescore") == 2


def test_a_row_written_while_the_task_ran_stays_open(cast: Cast) -> None:
    submission = make_submission(cast.maya, "payment-terms")
    served = newest_open("reviews.rescore", submission.pk)
    review_all(cast, submission)
    settle("reviews.rescore", submission.pk, up_to=served)
    assert OutboxMessage.objects.filter(task="reviews.rescore", done_at=None).exists()


def test_a_whole_story_verifies(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    submission = make_submission(cast.maya, "uptime", "payment-terms")
    review_all(cast, submission, level=3)
    call_command("verify")
    assert "BROKEN" not in capsys.readouterr().out
