"""Mails with links in which one decides, and the links followed."""

import itertools
import random
import re
from typing import Any

from django.core import mail
from django.test import Client

from activity.mail import send_mail_of_event
from activity.models import Event
from reviews.actions.announcing import announce
from reviews.models import Approval, Submission
from tests.make import Cast, make_submission, review_all

ADDRESSES = itertools.count(random.randrange(16, 2**15))
"""Counted from anywhere, because what the cache has counted outlives a test run."""


def waiting_for_mark(cast: Cast) -> Submission:
    submission = make_submission(cast.maya, "payment-terms")
    review_all(cast, submission, level=4)
    return submission


def mail_the_asked() -> dict[str, str]:
    """Tell everybody of the newest ask; address and path of the link in each mail."""
    event = Event.objects.filter(verb="approval.asked").order_by("-id")[0]
    announce(event.pk)
    send_mail_of_event(event.pk)
    return {message.to[0]: path_in(str(message.body)) for message in mail.outbox}


def path_in(body: str) -> str:
    (found,) = set(re.findall(r"/act/[\w-]+/", body)) or {""}
    return found


def stranger() -> Client:
    """A browser of its own address, so that nobody here asks too often."""
    return Client(REMOTE_ADDR=f"2001:db8::{next(ADDRESSES):x}")


def press(path: str, decision: str = "approve", **fields: str) -> Any:
    """Decide in a browser that nobody is signed in to."""
    return stranger().post(path, {"decision": decision, **fields})


def nothing_was_decided(path: str, sentence: str) -> None:
    """Neither a look nor a press is let through, and both say why."""
    before = list(Approval.objects.values_list("pk", "voided_at"))
    for answered in (stranger().get(path), press(path, "approve"), press(path, "reject", note="No.")):
        assert answered.status_code == 410
        text = " ".join(answered.content.decode().split())
        assert "Nothing was changed." in text and sentence in text
    assert list(Approval.objects.values_list("pk", "voided_at")) == before
