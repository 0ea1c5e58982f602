"""Who may be changed into what: rules beside the permission table. Each raises a sentence."""

from collections.abc import Iterable

from accounts.models import Role, RoleGrant, User
from accounts.permissions import PERMISSIONS, REVIEWERS
from dealdesk.kit.refusals import Refused


def must_be_fitting_roles(roles: Iterable[str]) -> None:
    """An auditor changes nothing, so the role stands alone; without any role nobody can do anything."""
    held = frozenset(roles)
    if not held:
        raise Refused("Choose at least one role; without any, this person would see nothing.")
    if Role.AUDITOR in held and len(held) > 1:
        raise Refused("An auditor changes nothing, so this role cannot be joined with another. Choose.")


def must_leave_a_deal_desk(without: User) -> None:
    """Somebody else than `without` must stay who can invite, edit and let people in again.

    Locks the grants of the role, so that two of a deal desk cannot remove each other at once.
    """
    grants = RoleGrant.objects.select_for_update(of=("self",)).filter(role=Role.DEAL_DESK)
    holders = {grant.user_id for grant in grants.filter(user__is_active=True)}
    if holders <= {without.pk}:
        raise Refused(f"{without} is the last of the deal desk. Give somebody else the role first.")


def must_not_report_in_a_circle(person: User, boss: User | None) -> None:
    seen = {person.pk}
    while boss is not None:
        if boss.pk in seen:
            raise Refused(f"{person} would report to themselves in the end. Choose somebody else.")
        seen.add(boss.pk)
        boss = boss.reports_to


def must_review(people: Iterable[User]) -> None:
    """Members and leads of a function hold a role that may review."""
    listed = {person.pk: person for person in people}
    able = RoleGrant.objects.filter(user__in=listed, role__in=REVIEWERS).values_list("user_id", flat=True)
    for pk in listed.keys() - set(able):
        raise Refused(f"{listed[pk]} has no role that reviews. Make {listed[pk]} a function member first.")


def verbs_of(role: str) -> list[str]:
    """Verbs that the permission table gives a role, in table order."""
    return [verb for verb, roles in PERMISSIONS.items() if role in roles]
