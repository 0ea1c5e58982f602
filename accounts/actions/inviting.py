from collections.abc import Iterable

from django.db import IntegrityError, transaction

from accounts.actions.roles import grant_role
from accounts.mail import send_invitation
from accounts.models import Function, Membership, User
from accounts.permissions import require
from accounts.policy import must_be_fitting_roles, must_review
from activity.models import Event
from activity.record import record
from dealdesk.kit.refusals import Refused

INVITED, REPEATED = "person.invited", "person.invitation_repeated"


@transaction.atomic
def invite_person(
    email: str,
    name: str,
    *,
    by: User,
    roles: Iterable[str],
    functions: Iterable[Function] = (),
    title: str = "",
    time_zone: str = "UTC",
    reports_to: User | None = None,
) -> User:
    """Make an account without a password and have an invitation mailed.

    Raises Refused when the address is taken, the roles do not fit together, or a function is given to
    somebody who would not review.
    """
    require(by, "people.invite")
    wanted = frozenset(roles)
    must_be_fitting_roles(wanted)
    try:
        with transaction.atomic():
            person = User.objects.create_user(
                email=email,
                name=name.strip(),
                title=title.strip(),
                time_zone=time_zone,
                reports_to=reports_to,
            )
    except IntegrityError as twice:
        raise Refused(f"{email} belongs to somebody already. Look for the address in the list.") from twice
    record(INVITED, chain=person.chain, by=by, keys={"person": person.pk}, name=person.name)
    for role in sorted(wanted):
        grant_role(person, role, by=by)
    _join(person, list(functions), by=by)
    return person


def _join(person: User, functions: list[Function], *, by: User) -> None:
    if functions:
        must_review([person])
    for function in functions:
        Membership.objects.create(function=function, user=person)
        record("function.joined", chain=function.chain, by=by, keys={"person": person.pk}, name=person.name)


@transaction.atomic
def repeat_invitation(person: User, *, by: User) -> None:
    """Have the invitation mailed again, with a fresh link. Raises Refused once there is a password."""
    require(by, "people.invite")
    if person.has_usable_password():
        raise Refused(f"{person} has a password by now and can ask for a new one on the sign-in page.")
    if not person.is_active:
        raise Refused(f"{person} is deactivated. Let {person} in again first.")
    record(REPEATED, chain=person.chain, by=by, keys={"person": person.pk})


def mail_invitation(person_id: int) -> None:
    """Mail the invitation to somebody who has not chosen a password yet; later calls do nothing more."""
    person = User.objects.get(pk=person_id)
    if person.has_usable_password() or not person.is_active:
        return
    asked = Event.objects.filter(chain=person.chain, verb__in=(INVITED, REPEATED)).select_related("by")
    inviter = asked.first()
    send_invitation(person, inviter=str(inviter.by) if inviter and inviter.by else "Your deal desk")
