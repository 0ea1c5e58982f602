"""What happens to one deal in one burst is one mail a person, sent at least once under one identity."""

import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from activity.mail import send_due_mail, send_mail_of_event
from activity.models import Notification
from dealdesk.verification.work import WORK_CHECKS
from tests.make import Cast, make_cast
from tests.make_news import after_the_linger, mailed, news
from tests.racing import race

BOTH = {"maya.lindqvist@fernhill.example", "tom.rep@fernhill.example"}


def breaches() -> list[str]:
    return [breach for check in WORK_CHECKS for breach in check.breaches()]


def test_a_burst_is_one_mail_with_several_lines(cast: Cast) -> None:
    for text in ("Finance blocks uptime.", "Legal offers other wording.", "All reviews are in."):
        news(cast.maya, text=text)
    assert after_the_linger() == 1
    (message,) = mail.outbox
    assert message.subject == "Finance blocks uptime. (and 2 more)"
    for body in (str(message.body), str(message.alternatives[0][0])):
        places = [body.index(text) for text in ("Finance blocks", "Legal offers", "All reviews")]
        assert places == sorted(places)
    assert not Notification.objects.filter(mailed_at=None).exists()


def test_two_deals_and_two_people_are_mails_of_their_own(cast: Cast) -> None:
    news(cast.maya, cast.tom, chain="deal:1")
    news(cast.maya, text="D-2 Other waits.", chain="deal:2")
    assert after_the_linger() == 3
    assert sorted(message.subject for message in mail.outbox) == ["D-1 Nordbank waits."] * 2 + [
        "D-2 Other waits."
    ]


def test_what_comes_later_is_another_mail_and_nothing_is_sent_twice(cast: Cast) -> None:
    first = news(cast.maya)
    send_mail_of_event(first.pk)
    send_mail_of_event(first.pk)
    second = news(cast.maya, text="D-1 Nordbank: later.")
    send_mail_of_event(second.pk)
    after_the_linger()
    assert [message.subject for message in mail.outbox] == ["D-1 Nordbank waits.", "D-1 Nordbank: later."]


def test_the_sweep_leaves_a_burst_that_is_not_over(cast: Cast) -> None:
    news(cast.maya)
    assert send_due_mail() == 0


def test_a_mail_sent_again_after_a_crash_has_the_same_identity(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = news(cast.maya)
    first = Notification.objects.get()
    send = EmailMultiAlternatives.send

    def crash(message: EmailMultiAlternatives, *given: Any, **named: Any) -> int:
        send(message, *given, **named)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(EmailMultiAlternatives, "send", crash)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            send_mail_of_event(event.pk)
    news(cast.maya, text="D-1 Nordbank: more.")
    assert send_mail_of_event(event.pk) == 1
    before, after = (message.extra_headers["Message-ID"] for message in mail.outbox)
    assert before == after and f"notification-{first.pk}@" in before


def test_a_refused_address_keeps_nobody_waiting_and_waits_longer_each_time(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = EmailMultiAlternatives.send

    def fussy(message: EmailMultiAlternatives, *given: Any, **named: Any) -> int:
        if message.to == ["maya.lindqvist@fernhill.example"]:
            raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, b"no such user")})
        return send(message, *given, **named)

    monkeypatch.setattr(EmailMultiAlternatives, "send", fussy)
    event = news(cast.maya, cast.tom)
    waits = []
    for _ in range(3):
        send_mail_of_event(event.pk)
        refused = Notification.objects.get(to=cast.maya)
        assert refused.mail_due_at is not None
        waits.append(refused.mail_due_at)
    assert list(mailed()) == ["tom.rep@fernhill.example"]
    assert waits[2] - waits[1] > waits[1] - waits[0]
    assert refused.mailed_at is None and refused.mail_refusals == 3
    assert breaches() == [f"event {event.pk} has unsent mail"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_mail() -> None:
    cast = make_cast()
    first, second = news(cast.maya), news(cast.maya, text="D-1 Nordbank: more.")
    race(lambda: send_mail_of_event(first.pk), lambda: send_mail_of_event(second.pk))
    assert len(mail.outbox) == 1
    assert not Notification.objects.filter(mailed_at=None).exists()
