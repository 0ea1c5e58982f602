from django.db import transaction

from accounts.actions.sessions import end_sessions
from accounts.actions.tokens import end_tokens
from accounts.models import Role, User
from accounts.permissions import require
from accounts.policy import must_leave_a_deal_desk
from activity.actions.inbox import reschedule_mail
from activity.record import record
from dealdesk.kit.refusals import Refused


@transaction.atomic
def deactivate_person(person: User, *, by: User) -> None:
    """Close somebody's account: signed out everywhere, API tokens revoked, no more mail.

    Nothing is deleted: evidence keeps its names.
    """
    require(by, "people.edit")
    if person.pk == by.pk:
        raise Refused("Nobody deactivates themselves. Ask a colleague of the deal desk.")
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not person.is_active:
        return
    if person.grants.filter(role=Role.DEAL_DESK).exists():
        must_leave_a_deal_desk(without=person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    ended, revoked = end_sessions(person), end_tokens(person)
    reschedule_mail(person)
    record(
        "person.deactivated",
        chain=person.chain,
        by=by,
        keys={"person": person.pk},
        sessions=ended,
        tokens=revoked,
    )


@transaction.atomic
def reactivate_person(person: User, *, by: User) -> None:
    """Let somebody in again, with the roles and functions they had."""
    require(by, "people.edit")
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.is_active:
        return
    person.is_active = True
    person.save(update_fields=["is_active"])
    record("person.reactivated", chain=person.chain, by=by, keys={"person": person.pk})
