"""A link in a mail decides one ask, once, for 72 hours; whoever only looks changes nothing."""

import datetime as dt
import importlib
import logging
import re
import smtplib
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from gunicorn.config import Config
from gunicorn.glogging import Logger

from activity.mail import send_mail_of_event
from activity.models import Event, Notification
from contracts.models import Draft, DraftState
from dealdesk.kit.logs import WithoutMailLinks
from dealdesk.verification import INVARIANTS
from reviews.actions.announcing import announce
from reviews.actions.mail_links import digest_of_link
from reviews.models import Approval, Ask, MailLink, Submission
from tests.make import Cast, make_cast, make_submission
from tests.racing import race
from tests.reviews.mail_links import mail_the_asked, press, stranger, waiting_for_mark

HOUR = dt.timedelta(hours=1)
Asked = tuple[Cast, Submission, str]


@pytest.fixture
def asked(cast: Cast) -> Asked:
    """The cast, what waits for Mark, and the link in his mail."""
    submission = waiting_for_mark(cast)
    return cast, submission, mail_the_asked()["mark.manager@fernhill.example"]


def test_the_mail_carries_the_link_and_the_database_only_its_digest(
    asked: Asked,
) -> None:
    cast, submission, path = asked
    token = path.split("/")[2]
    link = MailLink.objects.get()
    assert len(token) >= 43 and link.token_digest == digest_of_link(token)
    assert link.ask == Ask.objects.open().get(submission=submission, person=cast.mark)
    assert link.expires_at - link.made_at == 72 * HOUR
    assert token in str(mail.outbox[-1].alternatives[0][0])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT text || path FROM activity_notification UNION SELECT facts::text FROM activity_event"
        )
        assert token not in str(cursor.fetchall())
    inbox = stranger()
    inbox.force_login(cast.mark, backend="django.contrib.auth.backends.ModelBackend")
    assert token not in inbox.get("/inbox/").content.decode()


def test_what_asks_for_no_decision_carries_no_link(cast: Cast) -> None:
    make_submission(cast.maya, "payment-terms")
    event = Event.objects.get(verb="draft.submitted")
    announce(event.pk)
    send_mail_of_event(event.pk)
    assert mail.outbox and not any("/act/" in str(message.body) for message in mail.outbox)


def test_the_page_needs_no_sign_in_and_says_what_is_decided(asked: Asked) -> None:
    _, submission, path = asked
    page = stranger().get(path)
    text = " ".join(page.content.decode().split())
    for said in ("Nordbank Savings", submission.draft.deal.number, "Moderate", "What it commits us to"):
        assert said in text
    assert "Mark Manager, your decision" in text and "manager approves" in text
    assert (
        "approve_with_conditions" not in text and f"/deals/{submission.draft.deal.number}/approval/" in text
    )


def test_nobody_on_the_way_keeps_the_page_or_hears_its_address(asked: Asked) -> None:
    page = stranger().get(asked[2])
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]


def test_scanners_of_mail_change_no_row(asked: Asked) -> None:
    path, written = asked[2], []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        written.extend(re.findall(r"^\s*(INSERT|UPDATE|DELETE)", sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        for ask in (stranger().head, stranger().get, stranger().get, stranger().options):
            assert ask(path).status_code in (200, 405)
    assert written == []
    assert MailLink.objects.get().used_at is None
    assert Ask.objects.open().exists() and not Approval.objects.exists()


@pytest.mark.parametrize(
    ("decision", "note", "state"),
    [
        ("approve", "", DraftState.IN_REVIEW),
        ("send_back", "Net 45 at most.", None),
        ("reject", "We do not want this.", None),
    ],
)
def test_each_decision_is_made_as_the_asked_person(
    asked: Asked, decision: str, note: str, state: str | None
) -> None:
    cast, submission, path = asked
    done = press(path, decision, note=note)
    assert done.status_code == 200 and "is saved" in done.content.decode()
    approval = Approval.objects.get()
    assert (approval.approver, approval.decision, approval.note) == (cast.mark, decision, note)
    assert (Draft.objects.get(pk=submission.draft_id).state == DraftState.IN_REVIEW) == (state is not None)
    assert MailLink.objects.get().used_at is not None


def test_no_cookie_is_needed_but_one_of_somebody_else_changes_nothing(
    asked: Asked,
) -> None:
    """The token alone decides: a browser in which Ruth is signed in still decides as Mark."""
    cast, _, path = asked
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.ruth, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.post(path, {"decision": "approve"}).status_code == 200
    assert Approval.objects.get().approver == cast.mark


@pytest.mark.parametrize("decision", ["send_back", "reject"])
def test_a_decision_without_its_reason_keeps_the_link(asked: Asked, decision: str) -> None:
    assert press(asked[2], decision).status_code == 422
    assert press(asked[2], "approve").status_code == 200


@pytest.mark.parametrize("decision", ["", "approve_with_conditions", "clear", "x" * 400])
def test_what_the_link_does_not_offer_is_refused(asked: Asked, decision: str) -> None:
    assert press(asked[2], decision, note="Their team helps.").status_code == 422
    assert not Approval.objects.exists()


def test_no_log_line_carries_the_token() -> None:
    record = logging.LogRecord("x", 30, "", 0, "Gone: %s", ("/act/Secret_-1/",), None)
    assert WithoutMailLinks().filter(record)
    assert record.getMessage() == "Gone: /act/…/"


@pytest.mark.parametrize("name", ["access", "error"])
def test_no_line_of_the_web_server_carries_the_token(tmp_path: Path, name: str) -> None:
    importlib.import_module("dealdesk.wsgi")
    lines = tmp_path / "lines"
    settings = Config()
    settings.set(f"{name}log", str(lines))
    logger = Logger(settings)
    written = logger.access_log if name == "access" else logger.error_log
    written.info('%(h)s "%(r)s" "%(f)s"', {"h": "::1", "r": "GET /act/Secret_-1/", "f": "x/act/Secret_-1/"})
    assert "GET /act/…/" in lines.read_text()
    assert "Secret" not in lines.read_text()


def test_a_mail_that_was_refused_leaves_no_link(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: Any, **_named: Any) -> int:
        raise smtplib.SMTPDataError(450, b"later")

    waiting_for_mark(cast)
    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
        mail_the_asked()
    assert Notification.objects.filter(to=cast.mark, mailed_at=None).exists()
    assert not MailLink.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_have_one_effect() -> None:
    cast = make_cast()
    waiting_for_mark(cast)
    path = mail_the_asked()["mark.manager@fernhill.example"]
    statuses: list[int] = []
    race(*[lambda: statuses.append(press(path).status_code)] * 3)
    assert sorted(statuses) == [200, 410, 410]
    assert Approval.objects.count() == 1
    assert Event.objects.filter(verb="approval.given").count() == 1
    assert [breach for check in INVARIANTS for breach in check.breaches()] == []
