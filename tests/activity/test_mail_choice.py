"""At once, once a working day, or never: the person's choice decides, also for what is unsent."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from accounts.actions import deactivate_person, edit_profile
from accounts.models import User
from activity.mail_choice import MailWhen, mail_due_at, next_digest_at
from activity.models import Notification, OutboxMessage
from activity.tasks import mail_event
from tests.make import Cast
from tests.make_news import after_the_linger, choose, mailed, news

BERLIN, TOKYO, NEW_YORK = (ZoneInfo(name) for name in ("Europe/Berlin", "Asia/Tokyo", "America/New_York"))


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC)


@pytest.mark.parametrize(
    ("now", "zone", "due"),
    [
        ("2027-03-01T07:59:59+01:00", BERLIN, "2027-03-01T08:00+01:00"),
        ("2027-03-01T08:00:00+01:00", BERLIN, "2027-03-02T08:00+01:00"),
        ("2027-03-05T09:00:00+01:00", BERLIN, "2027-03-08T08:00+01:00"),
        ("2027-03-06T03:00:00+01:00", BERLIN, "2027-03-08T08:00+01:00"),
        ("2027-03-26T12:00:00+01:00", BERLIN, "2027-03-29T08:00+02:00"),
        ("2027-03-01T23:30:00+00:00", TOKYO, "2027-03-03T08:00+09:00"),
        ("2027-03-01T23:30:00+00:00", NEW_YORK, "2027-03-02T08:00-05:00"),
    ],
    ids=["early", "at eight", "Friday", "Saturday", "summer time", "Tokyo is ahead", "New York is behind"],
)
def test_the_next_digest_is_at_eight_of_a_working_day(now: str, zone: ZoneInfo, due: str) -> None:
    assert next_digest_at(moment(now), zone) == moment(due)


@pytest.mark.parametrize("when", MailWhen)
def test_each_choice_is_kept(cast: Cast, when: MailWhen) -> None:
    choose(cast.maya, when)
    event = news(cast.maya)
    row = Notification.objects.get()
    assert (row.mail_due_at is None) == (when == MailWhen.NEVER)
    assert OutboxMessage.objects.filter(task="activity.mail").exists() == (when == MailWhen.AT_ONCE)
    mail_event(event.pk)
    after_the_linger()
    assert len(mail.outbox) == (1 if when == MailWhen.AT_ONCE else 0)


def test_nobody_is_mailed_before_the_burst_is_over(cast: Cast) -> None:
    news(cast.maya)
    row = OutboxMessage.objects.get(task="activity.mail")
    assert row.due_at > row.event.at
    assert Notification.objects.get().mail_due_at == row.due_at


def profile_of(cast: Cast, **changes: str) -> None:
    known = {"name": "Maya Lindqvist", "title": "", "time_zone": "Europe/Berlin", "mail_when": "at_once"}
    edit_profile(cast.maya, **{**known, **changes})


def test_who_changes_to_never_gets_nothing_that_is_unsent(cast: Cast) -> None:
    news(cast.maya, cast.tom)
    profile_of(cast, mail_when="never")
    after_the_linger()
    assert list(mailed()) == ["tom.rep@fernhill.example"]


def test_who_changes_from_once_a_day_to_at_once_need_not_wait(cast: Cast) -> None:
    choose(cast.maya, MailWhen.DAILY)
    news(cast.maya)
    after_the_linger()
    assert mailed() == {}
    profile_of(cast, mail_when="at_once")
    after_the_linger()
    assert list(mailed()) == ["maya.lindqvist@fernhill.example"]


def test_who_moves_gets_the_digest_at_eight_of_the_new_zone(cast: Cast) -> None:
    choose(cast.maya, MailWhen.DAILY)
    news(cast.maya)
    profile_of(cast, mail_when="daily", time_zone="Asia/Tokyo")
    due = Notification.objects.get().mail_due_at
    assert due is not None and due.astimezone(TOKYO).hour == 8


def test_a_closed_account_gets_no_more_mail(cast: Cast) -> None:
    news(cast.maya, cast.tom)
    deactivate_person(cast.maya, by=cast.desk)
    assert mail_due_at(User.objects.get(pk=cast.maya.pk), cast.maya.joined_at) is None
    after_the_linger()
    assert list(mailed()) == ["tom.rep@fernhill.example"]


def test_the_choice_is_made_in_the_profile(cast: Cast, client: Client) -> None:
    client.force_login(cast.maya)
    typed = {"name": "Maya", "title": "", "time_zone": "Europe/Berlin"}
    assert client.post("/profile/", {**typed, "mail_when": "hourly"}).status_code == 422
    assert client.post("/profile/", {**typed, "mail_when": "daily"}).status_code == 302
    page = client.get("/profile/").content.decode()
    assert re.search(r'value="daily"[^>]*checked', page) and not re.search(r'value="never"[^>]*checked', page)
    assert "once a working day" in client.get("/inbox/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_old_choice_is_kept_by_the_migration() -> None:
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()
    before = [("accounts", "0003_gate_in_depth"), ("activity", "0002_append_only")]
    try:
        executor.migrate(before)
        old = MigrationExecutor(connection).loader.project_state(before).apps.get_model("accounts", "User")
        for name, wants in (("eager", True), ("quiet", False)):
            old.objects.create(email=f"{name}@fernhill.example", name=name, wants_mail=wants)
    finally:
        MigrationExecutor(connection).migrate(newest)
    found = dict(User.objects.values_list("name", "mail_when"))
    assert found == {"eager": "at_once", "quiet": "never"}
