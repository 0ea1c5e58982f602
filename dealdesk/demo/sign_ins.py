"""Whom to sign in as, for a look through the eyes of each role."""

from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import check_password

from accounts.models import Role, User
from dealdesk.demo.company import PASSWORD

SHOWN = (
    (Role.SALES_REP, "maya.lindqvist@fernhill.example"),
    (Role.SALES_REP, "callum.reid@fernhill.example"),
    (Role.FUNCTION_MEMBER, "kasper.holt@fernhill.example"),
    (Role.FUNCTION_MEMBER, "aoife.brennan@fernhill.example"),
    (Role.FUNCTION_MEMBER, "pavel.novotny@fernhill.example"),
    (Role.FUNCTION_LEAD, "priya.raman@fernhill.example"),
    (Role.FUNCTION_LEAD, "ingrid.solberg@fernhill.example"),
    (Role.APPROVER_MANAGER, "helena.brandt@fernhill.example"),
    (Role.APPROVER_MANAGER, "tomas.ferreira@fernhill.example"),
    (Role.APPROVER_VP, "gabriela.duarte@fernhill.example"),
    (Role.APPROVER_VP, "ruth.adeyemi@fernhill.example"),
    (Role.APPROVER_EXECUTIVE, "anders.holm@fernhill.example"),
    (Role.APPROVER_EXECUTIVE, "victoria.ashdown@fernhill.example"),
    (Role.DEAL_DESK, "eva.kowalska@fernhill.example"),
    (Role.DEAL_DESK, "tobias.renner@fernhill.example"),
    (Role.AUDITOR, "margit.sunde@fernhill.example"),
)
"""Three functions, both managers, both VPs (one is on leave), two executives and the whole deal desk, so that
any deal can be taken the whole way and any policy published."""

CHANGED = "(changed since)"


@dataclass(frozen=True)
class SignIn:
    """What to type, and what the person is; `password` says so when somebody has changed it."""

    role: str
    name: str
    email: str
    password: str


def sign_ins() -> list[SignIn]:
    """One for each role, those of a function with the function's name; without people who have left."""
    emails = [email for _, email in SHOWN]
    found = User.objects.filter(email__in=emails, is_active=True).prefetch_related("functions")
    people = {person.email: person for person in found}
    fits = cache(lambda stored: check_password(PASSWORD, stored))  # slow, and most people share one hash
    return [
        SignIn(
            role=", ".join([role.label, *(function.name for function in people[email].functions.all())]),
            name=people[email].name,
            email=email,
            password=PASSWORD if fits(people[email].password) else CHANGED,
        )
        for role, email in SHOWN
        if email in people
    ]
