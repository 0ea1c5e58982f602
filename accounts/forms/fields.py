"""Fields that several forms of people and functions share."""

import zoneinfo
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import Role, User


@cache
def time_zone_choices() -> list[tuple[str, Any]]:
    """UTC, then the zones of each continent: “Europe” with Europe/Berlin and the rest."""
    by_region: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in sorted(zoneinfo.available_timezones()):
        region, _, place = name.partition("/")
        if place and region not in {"Etc", "SystemV", "US", "posix", "right"}:
            by_region[region].append((name, name.replace("_", " ")))
    return [("UTC", "UTC"), *by_region.items()]


class TimeZoneField(forms.ChoiceField):
    """A select of time zones; one that is already kept stays possible even if no longer listed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Time zone")
        super().__init__(choices=time_zone_choices, **kwargs)

    def valid_value(self, value: Any) -> bool:
        return str(value) in zoneinfo.available_timezones()


class PersonField(forms.ModelChoiceField):
    """One of the active people, by name and title."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=User.objects.filter(is_active=True), **kwargs)

    def label_from_instance(self, person: Any) -> str:
        return described(person)


class PeopleField(forms.ModelMultipleChoiceField):
    """Any number of the active people, as boxes to tick."""

    def __init__(self, **kwargs: Any) -> None:
        people = User.objects.filter(is_active=True)
        super().__init__(queryset=people, widget=forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, person: Any) -> str:
        return described(person)


def described(person: User) -> str:
    return f"{person.name}, {person.title}" if person.title else person.name


ROLE_TASKS = {
    Role.SALES_REP: "Writes drafts, submits them, brings their own deals to signature.",
    Role.FUNCTION_MEMBER: "Reviews the terms that their function must deliver.",
    Role.FUNCTION_LEAD: "Reviews as well, and sees every deal.",
    Role.APPROVER_MANAGER: "Approves deals of Moderate pain of those who report to them.",
    Role.APPROVER_VP: "Approves deals of High pain.",
    Role.APPROVER_EXECUTIVE: "Approves deals of Severe pain, two together.",
    Role.DEAL_DESK: "Keeps playbook, policy, people and functions; helps with every deal.",
    Role.AUDITOR: "Reads everything and changes nothing; stands alone.",
}
"""What each role is for, in one sentence under its box."""


class RolesField(forms.MultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Roles",
            choices=Role.choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose at least one role."},
            **kwargs,
        )


def offer_choices(form: forms.BaseForm, name: str, choices: Sequence[Any]) -> None:
    """Let a choice of texts offer just these; the field was declared as one that chooses."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} chooses nothing")
    field.choices = choices


def offer(form: forms.BaseForm, name: str, found: QuerySet[Any]) -> None:
    """Let a choice of rows offer just these; the field was declared as one that chooses rows."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} chooses no rows")
    field.queryset = found
