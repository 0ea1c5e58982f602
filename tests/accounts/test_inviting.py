"""Nobody registers; the deal desk invites."""

import re
from io import StringIO

import pytest
from celery import current_app
from django.conf import LazySettings, settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.actions import choose_password, invite_person, mail_invitation, repeat_invitation
from accounts.models import Function, Role, User
from activity.models import Event, OutboxMessage
from contracts.models import PlaybookVersion
from dealdesk.kit.refusals import Forbidden, Refused
from tests.accounts.browser import try_password, words_of
from tests.make import PASSWORD, Cast

NINA = {"email": "Nina@Fernhill.example", "name": "Nina New", "time_zone": "Europe/Berlin"}


def test_nina_is_invited_chooses_a_password_and_comes_in(
    desk: Client, cast: Cast, settings: LazySettings
) -> None:
    delivery = cast.functions["DEL"]
    typed = {**NINA, "roles": ["function_member"], "functions": [delivery.pk], "title": "Migrations"}
    answer = desk.post("/people/invite/", typed)
    nina = User.objects.get(email="nina@fernhill.example")
    assert answer["Location"] == f"/people/{nina.pk}/"
    assert nina.roles == {Role.FUNCTION_MEMBER} and nina.function_ids == {delivery.pk}
    assert OutboxMessage.objects.get(task="accounts.mail_invitation").key == nina.pk
    mail_invitation(nina.pk)
    [message] = mail.outbox
    assert message.subject == "Dora Desk invites you to DealDesk"
    path = re.search(rf"{settings.BASE_URL}(/password/new/\S+)", str(message.body))
    assert path is not None
    browser = Client()
    browser.post(path[1], {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert try_password(browser, "nina@fernhill.example").status_code == 302


def test_before_the_password_nobody_can_come_in(client: Client, cast: Cast) -> None:
    invite_person("nina@fernhill.example", "Nina", by=cast.desk, roles=["sales_rep"])
    for password in ("", "!", "None"):
        assert try_password(client, "nina@fernhill.example", password).status_code == 422


def test_every_change_of_the_invitation_is_an_event(cast: Cast) -> None:
    nina = invite_person(
        "n@fernhill.example",
        "Nina",
        by=cast.desk,
        roles=["function_member"],
        functions=[cast.functions["SUP"]],
    )
    verbs = Event.objects.filter(chain=nina.chain).order_by("position").values_list("verb", flat=True)
    assert list(verbs) == ["person.invited", "role.granted"]
    assert Event.objects.filter(chain="function:SUP", verb="function.joined").count() == 1


def test_a_taken_address_in_any_case_is_refused_and_keeps_what_was_typed(desk: Client, cast: Cast) -> None:
    typed = {**NINA, "email": cast.maya.email.upper(), "roles": ["sales_rep"]}
    answer = desk.post("/people/invite/", typed)
    assert answer.status_code == 422
    assert "belongs to somebody already" in words_of(answer) and "Nina New" in words_of(answer)
    assert not User.objects.filter(name="Nina New").exists()


def test_a_function_needs_somebody_who_reviews(desk: Client, cast: Cast) -> None:
    typed = {**NINA, "roles": ["sales_rep"], "functions": [cast.functions["DEL"].pk]}
    answer = desk.post("/people/invite/", typed)
    assert answer.status_code == 422 and "no role that reviews" in words_of(answer)
    assert not User.objects.filter(name="Nina New").exists()


def test_an_empty_form_says_each_thing(desk: Client) -> None:
    answer = desk.post("/people/invite/", {})
    assert answer.status_code == 422 and "things to put right" in words_of(answer)


def test_the_invitation_is_sent_again_until_there_is_a_password(desk: Client, cast: Cast) -> None:
    nina = invite_person("n@fernhill.example", "Nina", by=cast.desk, roles=["sales_rep"])
    assert desk.post(f"/people/{nina.pk}/invitation/").status_code == 302
    assert OutboxMessage.objects.filter(task="accounts.mail_invitation", key=nina.pk).count() == 2
    choose_password(nina, PASSWORD)
    with pytest.raises(Refused, match="has a password by now"):
        repeat_invitation(nina, by=cast.desk)
    mail_invitation(nina.pk)
    assert mail.outbox == []


def test_only_the_deal_desk_invites(client: Client, cast: Cast) -> None:
    client.force_login(cast.maya)
    assert client.post("/people/invite/", NINA).status_code == 403
    with pytest.raises(Forbidden):
        invite_person("n@fernhill.example", "Nina", by=cast.auditor, roles=["sales_rep"])


def test_an_empty_dealdesk_is_founded_by_one_command_and_only_once(client: Client, db: None) -> None:
    said = StringIO()
    call_command("found_company", "dora@fernhill.example", "Dora Desk", stdout=said)
    dora = User.objects.get()
    assert dora.roles == {Role.DEAL_DESK} and Function.objects.count() == 6
    assert PlaybookVersion.objects.exclude(published_at=None).count() == 1
    path = said.getvalue().split(settings.BASE_URL)[1].strip()
    client.post(path, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert try_password(client, dora.email).status_code == 302
    with pytest.raises(CommandError, match="has a deal desk already"):
        call_command("found_company", "eve@fernhill.example", "Eve")


def test_founding_with_a_bad_address_is_one_sentence(db: None) -> None:
    with pytest.raises(CommandError, match="is no e-mail address"):
        call_command("found_company", "dora", "Dora")
    assert not User.objects.exists() and not Function.objects.exists()


def test_ringing_the_task_mails_once_and_settles_the_outbox(cast: Cast) -> None:
    nina = invite_person("n@fernhill.example", "Nina", by=cast.desk, roles=["sales_rep"])
    rung = OutboxMessage.objects.get(task="accounts.mail_invitation")
    current_app.loader.import_default_modules()
    current_app.tasks[rung.task](rung.key)
    rung.refresh_from_db()
    assert rung.done_at is not None and rung.queue == "notify"
    assert [message.to for message in mail.outbox] == [[nina.email]]
    [(html, _)] = mail.outbox[0].alternatives
    assert "Hello Nina" in html and "/password/new/" in html


def test_a_name_cannot_smuggle_a_header_or_markup_into_the_mail(cast: Cast) -> None:
    cast.desk.name = "Dora\r\nBcc: all@fernhill.example <b>"
    cast.desk.save()
    nina = invite_person("n@fernhill.example", "Nina <i>", by=cast.desk, roles=["sales_rep"])
    mail_invitation(nina.pk)
    [message] = mail.outbox
    [(html, _)] = message.alternatives
    assert "\n" not in message.subject and message.recipients() == ["n@fernhill.example"]
    assert "<b>" not in html and "Nina &lt;i&gt;" in html
