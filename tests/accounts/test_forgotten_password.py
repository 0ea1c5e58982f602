"""A new password by mail."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.actions import ask_for_password_link, deactivate_person, mail_password_link
from accounts.models import User
from activity.models import OutboxMessage
from tests.accounts.browser import is_signed_in, signed_in, try_password
from tests.make import Cast

NEW = "seven green bottles"
TWICE = {"new_password1": NEW, "new_password2": NEW}


def link_mailed_to(person: User, settings: LazySettings) -> str:
    """The path of the link in the newest mail."""
    mail_password_link(person.pk)
    found = re.search(rf"{settings.BASE_URL}(/password/new/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def test_a_link_is_mailed_as_text_and_html_with_the_companys_address(
    maya: User, settings: LazySettings
) -> None:
    settings.BASE_URL = "https://deals.fernhill.example"
    path = link_mailed_to(maya, settings)
    message = mail.outbox[-1]
    [(html, kind)] = message.alternatives
    assert kind == "text/html" and f"https://deals.fernhill.example{path}" in html
    assert message.to == [maya.email]


def test_the_link_lets_maya_choose_a_password_once(
    client: Client, maya: User, settings: LazySettings
) -> None:
    path = link_mailed_to(maya, settings)
    assert client.get(path).status_code == 200
    assert client.post(path, TWICE)["Location"] == "/password/saved/"
    assert try_password(client, maya.email, NEW).status_code == 302
    assert client.get(path).status_code == 410
    assert Client().post(path, TWICE).status_code == 410


def test_looking_at_the_link_does_not_use_it_up(client: Client, maya: User, settings: LazySettings) -> None:
    path = link_mailed_to(maya, settings)
    for _ in range(3):
        assert client.get(path).status_code == 200
    assert client.post(path, TWICE).status_code == 302


def test_choosing_a_password_signs_out_every_browser(maya: User, settings: LazySettings) -> None:
    before = signed_in(maya)
    Client().post(link_mailed_to(maya, settings), TWICE)
    assert not is_signed_in(before)
    assert not maya.sign_ins.exists()


def test_choosing_a_password_ends_a_lock_out(client: Client, maya: User, settings: LazySettings) -> None:
    for _ in range(6):
        try_password(client, maya.email, "wrong horse")
    client.post(link_mailed_to(maya, settings), TWICE)
    assert try_password(client, maya.email, NEW).status_code == 302


def test_two_different_passwords_are_refused(client: Client, maya: User, settings: LazySettings) -> None:
    path = link_mailed_to(maya, settings)
    answer = client.post(path, {"new_password1": NEW, "new_password2": "other bottles"})
    assert answer.status_code == 422 and "The two passwords differ" in answer.content.decode()


def test_a_link_ends_after_three_days(client: Client, maya: User, settings: LazySettings) -> None:
    path = link_mailed_to(maya, settings)
    with time_machine.travel(timezone.now() + timedelta(hours=72, minutes=1)):
        assert client.get(path).status_code == 410


@pytest.mark.parametrize("uid", ["MQ", "", "%FF", "x" * 300, "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"])
def test_a_link_that_nobody_sent_leads_nowhere(client: Client, maya: User, uid: str) -> None:
    assert client.get(f"/password/new/{uid or '-'}/abc-def/").status_code == 410


def test_the_answer_is_the_same_for_unknown_addresses(client: Client, maya: User) -> None:
    known = client.post("/password/forgotten/", {"email": maya.email.upper()})
    unknown = client.post("/password/forgotten/", {"email": "nobody@fernhill.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    [rung] = OutboxMessage.objects.filter(task="accounts.mail_password_link")
    assert rung.key == maya.pk


def test_asking_again_and_again_does_not_fill_the_mailbox(maya: User) -> None:
    for _ in range(5):
        ask_for_password_link(maya.email)
    assert OutboxMessage.objects.filter(task="accounts.mail_password_link").count() == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=3)):
        ask_for_password_link(maya.email)
    assert OutboxMessage.objects.filter(task="accounts.mail_password_link").count() == 2


def test_somebody_deactivated_gets_no_link_and_an_old_one_is_dead(
    client: Client, cast: Cast, maya: User, settings: LazySettings
) -> None:
    path = link_mailed_to(maya, settings)
    deactivate_person(maya, by=cast.desk)
    ask_for_password_link(maya.email)
    assert not OutboxMessage.objects.filter(task="accounts.mail_password_link").exists()
    assert client.get(path).status_code == 410
    mail.outbox.clear()
    mail_password_link(maya.pk)
    assert mail.outbox == []


def test_a_bad_address_is_said_and_kept(client: Client, db: None) -> None:
    answer = client.post("/password/forgotten/", {"email": "no address"})
    assert answer.status_code == 422 and "no address" in answer.content.decode()
