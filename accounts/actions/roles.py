from collections.abc import Iterable

from django.db import transaction

from accounts.models import Role, RoleGrant, User
from accounts.permissions import require
from accounts.policy import must_be_fitting_roles, must_leave_a_deal_desk
from activity.record import record


@transaction.atomic
def grant_role(person: User, role: str, *, by: User) -> None:
    """Give a role that the person does not hold yet; holding it already changes nothing."""
    require(by, "people.edit")
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    held = _held_by(person)
    if role in held:
        return
    must_be_fitting_roles(held | {role})
    RoleGrant.objects.create(user=person, role=role, granted_by=by)
    person.forget_roles()
    record("role.granted", chain=person.chain, by=by, keys={"person": person.pk}, role=role)


@transaction.atomic
def revoke_role(person: User, role: str, *, by: User) -> None:
    """Take a role away. Raises Refused for the deal desk's last."""
    require(by, "people.edit")
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if role not in _held_by(person):
        return
    if role == Role.DEAL_DESK and person.is_active:
        must_leave_a_deal_desk(without=person)
    RoleGrant.objects.filter(user=person, role=role).delete()
    person.forget_roles()
    record("role.revoked", chain=person.chain, by=by, keys={"person": person.pk}, role=role)


@transaction.atomic
def change_roles(person: User, roles: Iterable[str], *, by: User) -> None:
    """Grant and revoke until the person holds exactly these roles; each change is an event of its own."""
    require(by, "people.edit")
    wanted = frozenset(roles)
    must_be_fitting_roles(wanted)
    held = _held_by(person)
    for role in sorted(held - wanted):
        revoke_role(person, role, by=by)
    for role in sorted(wanted - held):
        grant_role(person, role, by=by)


def _held_by(person: User) -> frozenset[str]:
    """Read anew, and also for somebody who is not active."""
    return frozenset(person.grants.values_list("role", flat=True))
