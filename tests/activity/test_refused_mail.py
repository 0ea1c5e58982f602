import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from activity.models import Event, Notification
from reviews.actions.announcing import announce
from tests.make import Cast, make_submission


def test_an_address_that_the_server_refuses_keeps_nobody_else_waiting(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = EmailMultiAlternatives.send

    def fussy(message: EmailMultiAlternatives, *given: Any, **named: Any) -> int:
        if message.to == ["lea.finance@fernhill.example"]:
            raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, b"no such user")})
        return send(message, *given, **named)

    monkeypatch.setattr(EmailMultiAlternatives, "send", fussy)
    make_submission(cast.maya, "payment-terms")
    announce(Event.objects.get(verb="draft.submitted").pk)
    assert [message.to for message in mail.outbox] == [["max.finance@fernhill.example"]]
    assert Notification.objects.get(to=cast.leads["FIN"]).mailed_at is None
