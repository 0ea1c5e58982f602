"""Who is waited for, and who stands above them: the people that a reminder or an escalation reaches."""

from collections.abc import Iterable

from django.db.models import Q

from accounts.absences import StandIns
from accounts.models import Role, User
from reviews.models import Ask, ReviewRequest
from reviews.queries.authors import authors_of
from reviews.queries.presence import Presence

HIGHEST = 10
"""Levels above somebody that are looked at, should reporting lines ever run in a circle."""


def people_asked(wait: ReviewRequest | Ask, presence: Presence) -> list[User]:
    """Whoever could answer now: a stand-in in the place of who is away; nobody who wrote in the deal."""
    if isinstance(wait, Ask):
        return acting([wait.person], presence.approvals)
    function = Q(memberships__function=wait.function_id) | Q(led_functions=wait.function_id)
    people = User.objects.filter(function, is_active=True).distinct().order_by("name", "pk")
    authors = authors_of(wait.term.draft.deal)
    able = [person for person in people if person.pk not in authors]
    return [person for person in acting(able, presence.reviews) if person.pk not in authors]


def people_above(wait: ReviewRequest | Ask, level: int, presence: Presence) -> list[User]:
    """Level 1 is the lead of the function, or the boss of the approver; each further level the boss above.
    Where there is nobody any more, the deal desk."""
    if isinstance(wait, Ask):
        first, scope = (wait.principal or wait.person).reports_to, presence.approvals
    else:
        first, scope = wait.function.lead, presence.reviews
    boss = first
    for _ in range(min(level, HIGHEST) - 1):
        boss = boss.reports_to if boss is not None else None
    found = acting([boss] if boss is not None else [], scope)
    return found or deal_desk()


def deal_desk() -> list[User]:
    return list(User.objects.filter(grants__role=Role.DEAL_DESK, is_active=True).order_by("name", "pk"))


def acting(people: Iterable[User], stand_ins: StandIns) -> list[User]:
    """Each person, or whoever stands in for them; once each, and nobody who is away or gone."""
    ids = {person.pk: stand_ins.resolve(person.pk).person_id for person in people if person.is_active}
    others = User.objects.in_bulk({acting for acting in ids.values() if acting is not None})
    found = {acting: others[acting] for acting in ids.values() if acting in others}
    return [person for person in found.values() if person.is_active]
