"""Mails as they are written: one of a burst, or one of a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlparse

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from activity.mail_source import mail_source
from activity.models import Notification

LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Line:
    """`act_url` is a one-time address at which the reader can act without signing in, or empty."""

    text: str
    url: str
    act_url: str
    is_waiting: bool


@dataclass(frozen=True)
class Part:
    """The lines about one deal."""

    title: str
    lines: list[Line]


def burst_letter(rows: Sequence[Notification]) -> EmailMultiAlternatives:
    """One mail for one person about what happened to one deal just now. `rows` are in order, not empty.

    Its identity is the first row's, so that a mail sent again after a crash is known to be the same.
    """
    more = f" (and {len(rows) - 1} more)" if len(rows) > 1 else ""
    facts = {"lines": _lines(rows)}
    return _letter(rows[0], rows[0].text, more, "notification", facts, f"notification-{rows[0].pk}")


def digest_letter(rows: Sequence[Notification], on: date) -> EmailMultiAlternatives:
    """One mail for one person with everything since the last one, by deal. `rows` are not empty."""
    parts = _parts(rows)
    waiting = sum(line.is_waiting for part in parts for line in part.lines)
    said = (
        f"{waiting} wait for you"
        if waiting > 1
        else "1 waits for you"
        if waiting
        else "nothing waits for you"
    )
    subject = f"{on:%A} {on.day} {on:%B}: {said}, {len(rows)} in all"
    facts = {"parts": parts, "on": on}
    return _letter(rows[0], subject, "", "digest", facts, f"digest-{rows[0].to_id}-{on}")


def _parts(rows: Sequence[Notification]) -> list[Part]:
    chains: dict[str, list[Notification]] = {}
    for row in rows:
        chains.setdefault(row.event.chain_id, []).append(row)
    titles = mail_source().titles(chains.keys())
    waiting = mail_source().waiting(rows)
    parts = [Part(titles.get(chain, ""), _lines(told, waiting)) for chain, told in chains.items()]
    return sorted(parts, key=lambda part: not any(line.is_waiting for line in part.lines))


def _lines(rows: Sequence[Notification], waiting: set[int] | None = None) -> list[Line]:
    return [
        Line(
            text=row.text,
            url=settings.BASE_URL + row.path,
            act_url=mail_source().act_address(row),
            is_waiting=row.pk in (waiting or set()),
        )
        for row in rows
    ]


def _letter(
    first: Notification, subject: str, more: str, template: str, facts: Mapping[str, Any], identity: str
) -> EmailMultiAlternatives:
    shown = {**facts, "inbox": settings.BASE_URL + "/inbox/", "profile": settings.BASE_URL + "/profile/"}
    letter = EmailMultiAlternatives(
        subject=" ".join(subject.split())[:LONGEST_SUBJECT] + more,
        body=render_to_string(f"emails/{template}.txt", shown),
        to=[first.to.email],
        headers={
            "Message-ID": f"<{identity}@{urlparse(settings.BASE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    letter.attach_alternative(render_to_string(f"emails/{template}.html", shown), "text/html")
    return letter
