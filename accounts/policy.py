"""Who may be changed into what: rules beside the permission table. Each raises a sentence."""

from collections.abc import Iterable

from accounts.absences import may_stand_in, shown_day
from accounts.models import Delegation, Role, RoleGrant, User
from accounts.permissions import APPROVERS, REVIEWERS, require
from accounts.stand_in_chains import planned_around, scopes_of
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


def may_plan_absence_of(giver: User, *, by: User) -> None:
    require(by, "absence.plan" if giver.pk == by.pk else "absence.plan_for_others")


def must_be_away_once(absence: Delegation) -> None:
    """Nobody is away twice on one day for the same thing: it would not be clear who stands in."""
    for other in planned_around(absence):
        meets = other.starts_on <= absence.ends_on and other.ends_on >= absence.starts_on
        if other.giver_id == absence.giver_id and meets and scopes_of(other) & scopes_of(absence):
            days = f"{shown_day(other.starts_on)} to {shown_day(other.ends_on)}"
            raise Refused(f"{absence.giver} is away from {days} already. Change or end that absence first.")


def must_be_able_to_stand_in(absence: Delegation) -> None:
    """A stand-in holds a role of the kind that is needed, for whatever the one who is away hands over."""
    giver, taker = absence.giver, absence.taker
    if taker is None:
        return
    if taker.pk == giver.pk:
        raise Refused("Nobody stands in for themselves. Choose somebody else.")
    if not taker.is_active:
        raise Refused(f"{taker}’s account is closed. Choose somebody else to stand in.")
    handed = [kind for kind in sorted(scopes_of(absence)) if not NEEDED[kind][0].isdisjoint(giver.roles)]
    if len(handed) > 1 and APPROVERS.isdisjoint(giver.roles):
        handed.remove(Delegation.Scope.APPROVALS)
    if not handed:
        raise Refused(f"{giver} has nothing of this kind to hand over. Leave the stand-in empty.")
    for kind in handed:
        if not may_stand_in(giver.roles, taker.roles, kind):
            raise Refused(f"{taker} holds no role that {NEEDED[kind][1]}. Choose somebody who does.")
    if Delegation.Scope.APPROVALS in handed and absence.created_by_id != giver.pk:
        _must_not_lend_authority(giver, taker)


def _must_not_lend_authority(giver: User, taker: User) -> None:
    """People may lend their own authority to another approver; nobody lends somebody else's to less."""
    if _rank(taker) < _rank(giver):
        role = AUTHORITY[_rank(giver)].label
        raise Refused(f"{taker} is no “{role}” as {giver} is. Choose somebody who is, or let {giver} choose.")


def _rank(person: User) -> int:
    """The place of the person's highest approver role among them; -1 without any."""
    return max((place for place, role in enumerate(AUTHORITY) if role in person.roles), default=-1)


AUTHORITY = (Role.APPROVER_MANAGER, Role.APPROVER_VP, Role.APPROVER_EXECUTIVE)
"""Approver roles, each with more authority than the one before it."""


NEEDED: dict[str, tuple[frozenset[Role], str]] = {
    Delegation.Scope.REVIEWS: (REVIEWERS, "reviews"),
    Delegation.Scope.APPROVALS: (APPROVERS | {Role.FUNCTION_LEAD}, "approves"),
}
"""By what is handed over: the roles that have any, and what the stand-in must be able to do."""
