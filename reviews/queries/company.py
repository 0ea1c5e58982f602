"""The company as it is now, in the form against which a policy is checked."""

from collections import defaultdict

from accounts.models import Function, Role, RoleGrant, User
from contracts.models import PlaybookVersion
from reviews.engine.rules import Company


def company_now() -> Company:
    """Functions, people, role holders and the current playbook's types, in a fixed number of queries."""
    people = dict(User.objects.filter(is_active=True).values_list("pk", "email"))
    holders: dict[str, int] = dict.fromkeys(Role.values, 0)
    managers: set[int] = set()
    for role, person in RoleGrant.objects.filter(user__in=people).values_list("role", "user"):
        holders[role] += 1
        if role == Role.APPROVER_MANAGER:
            managers.add(person)
    functions = dict(Function.objects.values_list("code", "lead"))
    bosses = set(User.objects.filter(is_active=True).values_list("reports_to", flat=True))
    return Company(
        functions=frozenset(functions),
        people=frozenset(email.casefold() for email in people.values()),
        role_holders=holders,
        leads=frozenset(code for code, lead in functions.items() if lead in people),
        types=types_of_playbook(),
        managers=not managers.isdisjoint(bosses),
    )


def types_of_playbook() -> dict[str, frozenset[str]]:
    """Codes of the current playbook's types with the codes of the functions that review them."""
    playbook = PlaybookVersion.objects.exclude(published_at=None).order_by("-number").first()
    found: dict[str, set[str]] = defaultdict(set)
    if playbook is not None:
        for code, functions in playbook.types.values_list("code", "functions"):
            found[code] |= set(functions)
    return {code: frozenset(functions) for code, functions in found.items()}
