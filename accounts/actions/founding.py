from django.db import transaction

from accounts.actions.inviting import INVITED
from accounts.models import Function, Role, RoleGrant, User
from activity.record import record
from dealdesk.kit.refusals import Refused

FUNCTIONS = (
    ("DEL", "Delivery", 12_000),
    ("SUP", "Support", 8_000),
    ("FIN", "Finance", 11_000),
    ("LEG", "Legal", 18_000),
    ("SEC", "Security", 15_000),
    ("PRD", "Product", 14_000),
)
"""Code, name and cost rate (minor units an hour) with which a company begins; DD:1.0 knows these codes."""

FIRST_CAPACITY = 320
"""Hours a month, two people: a number to be put right on the function's page."""


@transaction.atomic
def found_company(email: str, name: str) -> User:
    """Make the first of the deal desk, who invites everybody else, and the six functions.

    Raises Refused when there is a deal desk already: from then on people are invited.
    """
    if RoleGrant.objects.filter(role=Role.DEAL_DESK, user__is_active=True).exists():
        raise Refused("This company has a deal desk already; it invites people on the page People.")
    if User.objects.filter(email__iexact=email.strip()).exists():
        raise Refused(f"{email} belongs to somebody already. Give another address.")
    person = User.objects.create_user(email=email, name=name.strip())
    record(INVITED, chain=person.chain, by=None, keys={"person": person.pk}, name=person.name)
    RoleGrant.objects.create(user=person, role=Role.DEAL_DESK)
    record("role.granted", chain=person.chain, by=None, keys={"person": person.pk}, role=Role.DEAL_DESK.value)
    for code, title, rate in FUNCTIONS:
        if not Function.objects.filter(code=code).exists():
            _open_function(code, title, rate)
    return person


def _open_function(code: str, name: str, rate: int) -> None:
    function = Function.objects.create(code=code, name=name, cost_rate=rate, monthly_capacity=FIRST_CAPACITY)
    record("function.opened", chain=function.chain, by=None, keys={"function": function.pk}, name=name)
