from django.db import transaction

from accounts.models import User
from accounts.permissions import require
from accounts.policy import must_not_report_in_a_circle
from activity.actions.inbox import reschedule_mail
from activity.record import record


@transaction.atomic
def edit_person(
    person: User, *, by: User, name: str, title: str, time_zone: str, reports_to: User | None
) -> None:
    """Change what the deal desk keeps about somebody. Raises Refused when reporting lines close a circle."""
    require(by, "people.edit")
    must_not_report_in_a_circle(person, reports_to)
    _write(person, by=by, name=name, title=title, time_zone=time_zone, reports_to=reports_to)


@transaction.atomic
def edit_profile(person: User, *, name: str, title: str, time_zone: str, mail_when: str) -> None:
    """Change what everybody may change about themselves. Unsent mail goes by the new choice."""
    _write(person, by=person, name=name, title=title, time_zone=time_zone, mail_when=mail_when)


def _write(person: User, *, by: User, **facts: object) -> None:
    stored = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    changed = {field: value for field, value in facts.items() if getattr(stored, field) != value}
    if not changed:
        return
    for field, value in changed.items():
        setattr(stored, field, value)
    stored.save(update_fields=list(changed))
    if {"mail_when", "time_zone"} & changed.keys():
        reschedule_mail(stored)
    record("person.edited", chain=stored.chain, by=by, keys={"person": stored.pk}, fields=sorted(changed))
