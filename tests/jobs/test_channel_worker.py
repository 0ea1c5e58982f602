"""A decision reaches Slack and a mailbox through outbox, relay, Redis and a worker process."""

from pathlib import Path
from typing import Any

import pytest

from activity.models import ChannelPost, Notification, OutboxMessage
from dealdesk.verification import INVARIANTS
from tests.make import make_cast, make_submission
from tests.make_news import make_channel
from tests.processes import RELAY, WORKER, Spawn, WaitFor
from tests.slack import Slack, slack

__all__ = ["slack"]

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_submission_is_mailed_and_posted_by_a_worker(
    slack: Slack, spawn: Spawn, wait_for: WaitFor, tmp_path: Path
) -> None:
    """Slack is away at first: the message comes with the next try, once."""
    company = make_cast()
    make_channel(company.desk, address=f"{slack.address}/services/secret")
    slack.will_answer(503)
    letters = tmp_path / "letters"
    loopback = {"CHANNELS_ON_LOOPBACK": "1", "EMAIL_URL": f"filemail:///{letters}"}
    spawn(*RELAY)
    spawn(*WORKER, **loopback)
    submission = make_submission(company.maya, "payment-terms")
    wait_for(lambda: ChannelPost.objects.filter(attempts=1).exclude(problem="").first(), "the first try")
    ring_again()
    (post,) = wait_for(lambda: ChannelPost.objects.exclude(sent_at=None), "the message on Slack")
    assert post.attempts == 2 and len(slack.messages) == 2
    assert {message.headers["Idempotency-Key"] for message in slack.messages} == {f"dealdesk-post-{post.pk}"}
    assert slack.texts[0].startswith(f"{submission.draft.deal.number} Nordbank Savings &amp; Trust")
    wait_for(lambda: not Notification.objects.filter(mailed_at=None).exists(), "the mails after the burst")
    sent = " ".join(letter.read_text() for letter in letters.iterdir())
    assert sent.count("Subject:") == 2 and "1 term waits for your review" in sent
    wait_for(lambda: not OutboxMessage.objects.filter(done_at=None).exists(), "every outbox row done")
    assert [breach for check in INVARIANTS for breach in check.breaches()] == []


def ring_again() -> Any:
    """What the sweep would find in a minute is due now."""
    event = ChannelPost.objects.get()
    ChannelPost.objects.update(next_try_at=event.event.at)
    OutboxMessage.objects.filter(task="activity.post").update(done_at=None, due_at=event.event.at)
