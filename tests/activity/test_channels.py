"""Posts: at least once, in order, tried again after growing waits, given up in the end, never a secret."""

import datetime as dt
import logging

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from activity.channels.posting import MOST_TRIES, WAITS, News, deliver, deliver_all_due, post_news
from activity.channels.slack import escaped
from activity.models import Channel, ChannelPost, OutboxMessage
from activity.record import record
from activity.tasks import post_to_channel
from reviews.actions.channels import end_channel
from tests.make import Cast, make_cast
from tests.make_news import make_channel
from tests.racing import race
from tests.slack import Slack

SECRET = "/services/T0/B0/secret"


def happened(text: str, thread: str = "draft:1", topic: str = "turn", **fields: bool) -> None:
    with transaction.atomic():
        event = record("draft.cleared", chain="deal:1", by=None)
        post_news(event, News(text, "/deals/D-1/", topic, thread, frozenset({"FIN"}), **fields))


def webhook(cast: Cast, slack: Slack, name: str = "#deals", **fields: object) -> Channel:
    return make_channel(cast.desk, name, address=slack.address + SECRET, **fields)


def slack_app(cast: Cast, slack: Slack) -> Channel:
    facts = {"kind": "slack_api", "token": "xoxb-secret", "room": "C1", "address": slack.address}
    return make_channel(cast.desk, "#app", **facts)


def test_news_are_posted_by_the_task_and_once(cast: Cast, slack: Slack) -> None:
    channel = webhook(cast, slack)
    happened("D-1 Nordbank waits.")
    post_to_channel(channel.pk)
    post_to_channel(channel.pk)
    assert slack.paths == [SECRET]
    assert slack.texts == [f"D-1 Nordbank waits. <{settings.BASE_URL}/deals/D-1/|Open it in DealDesk>"]
    post = ChannelPost.objects.get()
    assert post.sent_at and not post.problem
    assert slack.messages[0].headers["Idempotency-Key"] == f"dealdesk-post-{post.pk}"
    assert not OutboxMessage.objects.filter(task="activity.post", done_at=None).exists()


@pytest.mark.parametrize(
    ("hears", "functions", "is_heard"),
    [
        (["turn"], [], True),
        (["cleared"], [], False),
        (["turn"], ["FIN", "LEG"], True),
        (["turn"], ["LEG"], False),
    ],
)
def test_a_channel_hears_what_it_was_told_to(
    cast: Cast, slack: Slack, hears: list[str], functions: list[str], is_heard: bool
) -> None:
    webhook(cast, slack, hears=hears, functions=functions)
    happened("D-1 Nordbank waits.")
    assert ChannelPost.objects.exists() == is_heard


def test_writing_an_event_again_posts_nothing_more(cast: Cast, slack: Slack) -> None:
    webhook(cast, slack)
    with transaction.atomic():
        event = record("draft.cleared", chain="deal:1", by=None)
        for _ in range(2):
            post_news(event, News("D-1 is cleared.", "/", "cleared", "draft:1"))
    assert ChannelPost.objects.count() == 1


def test_an_app_changes_the_message_after_the_decision(cast: Cast, slack: Slack) -> None:
    channel = slack_app(cast, slack)
    happened("D-1: waits for a VP.", waits=True)
    deliver(channel.pk)
    happened("D-1: approved by Ruth. waits for an executive.", waits=True, follows_up=True)
    deliver(channel.pk)
    happened("D-1: approved by Ruth and Eva.", follows_up=True)
    happened("D-1: clear to sign.", topic="cleared")
    deliver(channel.pk)
    assert slack.paths == ["/chat.postMessage", "/chat.update", "/chat.update", "/chat.postMessage"]
    first, second, third, _ = (message.content for message in slack.messages)
    assert first["channel"] == "C1" and second["ts"] == third["ts"] == "17.1"
    assert slack.messages[0].headers["Authorization"] == "Bearer xoxb-secret"


def test_a_webhook_gets_another_line_after_the_decision(cast: Cast, slack: Slack) -> None:
    channel = webhook(cast, slack)
    happened("D-1: waits for a VP.", waits=True)
    happened("D-1: waits for a VP.", waits=True)
    happened("D-1: approved by Ruth.", follows_up=True)
    deliver(channel.pk)
    assert [text.partition(" <")[0] for text in slack.texts] == [
        "D-1: waits for a VP.",
        "D-1: approved by Ruth.",
    ]


def test_a_message_that_was_deleted_is_posted_anew(cast: Cast, slack: Slack) -> None:
    channel = slack_app(cast, slack)
    happened("D-1: waits for a VP.", waits=True)
    deliver(channel.pk)
    slack.will_answer(200, b'{"ok": false, "error": "message_not_found"}')
    happened("D-1: approved by Ruth.", follows_up=True)
    deliver(channel.pk)
    assert slack.paths == ["/chat.postMessage", "/chat.update", "/chat.postMessage"]
    assert not ChannelPost.objects.filter(sent_at=None).exists()


def test_a_failure_is_tried_again_after_growing_waits_and_given_up(cast: Cast, slack: Slack) -> None:
    webhook(cast, slack)
    moment = timezone.now()
    waits = []
    with time_machine.travel(moment, tick=False) as clock:
        happened("D-1 Nordbank waits.")
        for _ in range(MOST_TRIES):
            slack.will_answer(503)
            assert deliver_all_due() == 0
            post = ChannelPost.objects.get()
            if post.next_try_at is not None:
                waits.append(post.next_try_at - timezone.now())
                clock.move_to(post.next_try_at - dt.timedelta(seconds=1))
                assert deliver_all_due() == 0 and ChannelPost.objects.get().attempts == post.attempts
                clock.move_to(post.next_try_at)
        clock.shift(dt.timedelta(days=3))
        assert deliver_all_due() == 0
    assert waits == WAITS and waits == sorted(waits)
    assert post.failed_at and post.problem == "127.0.0.1 answered 503."
    assert len(slack.messages) == MOST_TRIES


def test_what_comes_after_a_failed_message_waits_for_it(cast: Cast, slack: Slack) -> None:
    channel = webhook(cast, slack)
    slack.will_answer(500)
    happened("first")
    deliver(channel.pk)
    happened("second", thread="draft:2")
    assert deliver(channel.pk) == 0
    with time_machine.travel(timezone.now() + WAITS[0], tick=False):
        assert deliver(channel.pk) == 2
    assert slack.news == ["first", "first", "second"]


def test_a_channel_that_asks_for_patience_gets_it(cast: Cast, slack: Slack) -> None:
    channel = webhook(cast, slack)
    slack.will_answer(429, Retry_After="900")
    happened("first")
    deliver(channel.pk)
    due = ChannelPost.objects.get().next_try_at
    assert due is not None and due - timezone.now() > dt.timedelta(minutes=14)


def test_one_channel_in_trouble_does_not_hold_up_another(cast: Cast, slack: Slack) -> None:
    make_channel(cast.desk, "#gone", address="http://127.0.0.1:1/x")
    webhook(cast, slack)
    happened("first")
    assert deliver_all_due() == 1 and len(slack.messages) == 1


def test_a_try_that_was_cut_off_is_repeated_and_ends_some_day(
    cast: Cast, slack: Slack, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = webhook(cast, slack)
    happened("first")

    def die(_post: ChannelPost) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("activity.channels.posting.send", die)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(MOST_TRIES):
            with pytest.raises(KeyboardInterrupt):
                deliver(channel.pk)
            assert deliver(channel.pk) == 0
            clock.shift(dt.timedelta(minutes=3))
        assert deliver(channel.pk) == 0
    assert ChannelPost.objects.get().problem == "Every try was cut off."


def test_a_channel_switched_off_gets_nothing_and_forgets_its_secrets(cast: Cast, slack: Slack) -> None:
    channel = slack_app(cast, slack)
    happened("first")
    end_channel(channel, by=cast.desk)
    happened("second", thread="draft:2")
    assert deliver_all_due() == 0 and slack.messages == []
    channel.refresh_from_db()
    assert (channel.address, channel.token) == ("", "")
    assert ChannelPost.objects.get().problem == "The channel was switched off."


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("<!channel> <@U1> <#C1>", "&lt;!channel&gt; &lt;@\u200bU1&gt; &lt;#C1&gt;"),
        ("@here @everyone", "@\u200bhere @\u200beveryone"),
        ("Nord & <b>Süd</b>", "Nord &amp; &lt;b&gt;Süd&lt;/b&gt;"),
        ("see https://evil.example", "see https:\u200b//evil.example"),
        ("two\nlines\r\n\tof it", "two lines of it"),
        ("&lt;!channel&gt;", "&amp;lt;!channel&amp;gt;"),
    ],
)
def test_what_people_wrote_is_neither_link_nor_mention(typed: str, sent: str) -> None:
    assert escaped(typed) == sent


def test_no_log_line_has_a_secret(cast: Cast, slack: Slack, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    hook, app = webhook(cast, slack), slack_app(cast, slack)
    for answer in ((500, b""), (200, b'{"ok": false, "error": "xoxb-secret !"}')):
        slack.will_answer(*answer)
    happened("first")
    deliver(hook.pk)
    deliver(app.pk)
    problems = str(list(ChannelPost.objects.values_list("problem", flat=True)))
    assert "answered 500" in caplog.text and "an error without a name" in problems
    for text in (caplog.text, problems, repr(hook), repr(app)):
        assert "secret" not in text


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_message_once(slack: Slack) -> None:
    channel = webhook(make_cast(), slack)
    for number in range(4):
        happened(f"news {number}", thread=f"draft:{number}")
    race(*[lambda: deliver(channel.pk)] * 3)
    deliver(channel.pk)
    assert sorted(text.partition(" <")[0] for text in slack.texts) == [
        f"news {number}" for number in range(4)
    ]
