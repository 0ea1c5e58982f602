"""The events of a person or a function as lines to read."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.utils import timezone

from accounts.models import Role
from activity.models import Event

WORDS = {
    "person.invited": ("send", "invited {name}"),
    "person.invitation_repeated": ("send", "sent the invitation again"),
    "person.edited": ("edit", "changed {fields}"),
    "person.signed_in": ("key", "signed in"),
    "person.password_link_asked": ("key", "A link for a new password was asked for"),
    "person.password_chosen": ("key", "chose a password by mail"),
    "person.password_changed": ("key", "changed the password"),
    "person.deactivated": ("lock", "closed the account"),
    "person.reactivated": ("check", "opened the account again"),
    "session.ended": ("out", "signed a browser out"),
    "absence.planned": ("out", "planned to be away from {starts_on} to {ends_on}{instead}"),
    "absence.changed": ("edit", "changed the absence from {starts_on} to {ends_on}{instead}"),
    "absence.ended": ("check", "ended the absence from {starts_on} to {ends_on}"),
    "absence.began": ("out", "The absence until {ends_on} began{instead}"),
    "absence.over": ("check", "The absence until {ends_on} is over"),
    "token.created": ("key", "made the API token “{name}”"),
    "token.revoked": ("x", "revoked the API token “{name}”"),
    "role.granted": ("plus", "gave the role {role}"),
    "role.revoked": ("x", "took the role {role} away"),
    "function.opened": ("plus", "The function was opened"),
    "function.edited": ("edit", "changed {fields}"),
    "function.joined": ("people", "added {name}"),
    "holiday.added": ("plus", "added the holiday {name}, {on}"),
    "holiday.removed": ("x", "removed the holiday on {on}"),
}
"""Icon and words of each verb; braces take the event's facts."""


def days_of(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Days with their lines, newest first, in the form of components/timeline.html."""
    days = groupby(events, key=lambda event: timezone.localtime(event.at).date())
    return [
        {"label": f"{day.day} {day:%B %Y}", "events": [_line(event) for event in of_day]}
        for day, of_day in days
    ]


def _line(event: Event) -> dict[str, Any]:
    icon, words = WORDS.get(event.verb, ("info", event.verb.replace(".", " ").replace("_", " ")))
    return {
        "icon": icon,
        "actor": str(event.by) if event.by else "",
        "text": words.format_map(_said(event.facts)),
        "at": event.at,
    }


def _said(facts: dict[str, Any]) -> dict[str, Any]:
    said = dict(facts)
    if "role" in said:
        said["role"] = Role(said["role"]).label
    said["instead"] = f"; {said['taker']} stands in" if said.get("taker") else ""
    changed = [str(field).replace("_", " ") for field in said.get("fields", [])]
    if said.get("joined") or said.get("left"):
        changed.append("members")
    said["fields"] = ", ".join(changed)
    return said
