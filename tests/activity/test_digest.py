"""The digest: one mail a working day at eight of one's own time zone, with everything unmailed since."""

import datetime as dt
import smtplib
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from activity.digest import send_due_digests
from activity.mail import send_due_mail
from activity.mail_choice import MailWhen
from activity.models import Digest, Notification
from tests.make import Cast, make_cast
from tests.make_news import MONDAY, choose, mailed, news
from tests.racing import race

EIGHT_IN_BERLIN = MONDAY + dt.timedelta(hours=7)
TEN_IN_BERLIN = MONDAY + dt.timedelta(hours=9)
DAY = dt.timedelta(days=1)


def told_at(when: dt.datetime, cast: Cast, **fields: Any) -> None:
    with time_machine.travel(when, tick=False):
        news(cast.maya, **fields)


@pytest.fixture
def daily(cast: Cast) -> Cast:
    choose(cast.maya, MailWhen.DAILY)
    return cast


def test_everything_since_the_last_one_is_one_mail_by_deal(daily: Cast) -> None:
    friday = MONDAY - 3 * DAY + dt.timedelta(hours=15)
    for chain, text in (("deal:1", "first of D-1"), ("deal:2", "one of D-2"), ("deal:1", "second of D-1")):
        told_at(friday, daily, chain=chain, text=text)
    assert send_due_mail(MONDAY) == send_due_digests(EIGHT_IN_BERLIN - dt.timedelta(seconds=1)) == 0
    assert send_due_digests(EIGHT_IN_BERLIN) == 1
    (message,) = mail.outbox
    assert message.subject == "Monday 1 March: nothing waits for you, 3 in all"
    body = str(message.body)
    assert body.index("first of D-1") < body.index("second of D-1") < body.index("one of D-2")


def test_it_goes_out_once_a_day_whatever_comes_after_it(daily: Cast) -> None:
    told_at(MONDAY, daily)
    assert send_due_digests(EIGHT_IN_BERLIN) == 1
    told_at(MONDAY, daily, text="written before eight, seen after it")
    assert send_due_digests(TEN_IN_BERLIN) == 0
    assert send_due_digests(EIGHT_IN_BERLIN + DAY) == 1
    assert len(mail.outbox) == Digest.objects.count() == 2


def test_a_day_without_news_is_a_day_without_mail(daily: Cast) -> None:
    assert send_due_digests(EIGHT_IN_BERLIN) == 0
    assert not Digest.objects.exists()


def test_a_sweep_that_comes_late_sends_late_but_never_at_the_weekend(daily: Cast) -> None:
    told_at(MONDAY - 4 * DAY, daily)
    assert send_due_digests(MONDAY - 2 * DAY) == 0
    assert send_due_digests(TEN_IN_BERLIN) == 1


def test_eight_oclock_is_each_persons_own(daily: Cast) -> None:
    choose(daily.tom, MailWhen.DAILY, "Asia/Tokyo")
    with time_machine.travel(MONDAY - DAY, tick=False):
        news(daily.maya, daily.tom)
    assert send_due_digests(MONDAY) == 1
    assert list(mailed()) == ["tom.rep@fernhill.example"]
    assert send_due_digests(EIGHT_IN_BERLIN) == 1


def test_its_identity_is_the_day_so_that_a_repeated_one_is_known(daily: Cast) -> None:
    told_at(MONDAY, daily)
    send_due_digests(EIGHT_IN_BERLIN)
    assert f"<digest-{daily.maya.pk}-2027-03-01@" in mail.outbox[0].extra_headers["Message-ID"]


def test_a_refused_digest_is_tried_again_the_same_day(daily: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_message: EmailMultiAlternatives, *_given: Any, **_named: Any) -> int:
        raise smtplib.SMTPDataError(450, b"later")

    with monkeypatch.context() as patched, time_machine.travel(EIGHT_IN_BERLIN, tick=False):
        news(daily.maya)
        Notification.objects.update(mail_due_at=EIGHT_IN_BERLIN)
        patched.setattr(EmailMultiAlternatives, "send", refuse)
        assert send_due_digests(EIGHT_IN_BERLIN) == 0
    assert Notification.objects.get().mailed_at is None and not Digest.objects.exists()
    assert send_due_digests(TEN_IN_BERLIN) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_mail() -> None:
    cast = make_cast()
    choose(cast.maya, MailWhen.DAILY)
    for text in ("one", "two", "three"):
        told_at(MONDAY, cast, text=text)
    race(*[lambda: send_due_digests(EIGHT_IN_BERLIN)] * 3)
    assert len(mail.outbox) == Digest.objects.count() == 1
