"""Who is away, and who stands in for them: found when it is asked, along a chain that always ends."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from accounts.models import Delegation, Function, Membership, Role, RoleGrant, User
from accounts.permissions import APPROVERS, REVIEWERS

MOST_HOPS = 3
"""A stand-in who is away may be stood in for, and so on: at most so many times."""

WIDEST_ZONES = dt.timedelta(days=1)
"""A day begins somewhere up to 14 hours before, and ends up to 12 hours after, the same day in UTC."""


@dataclass(frozen=True)
class Resolved:
    """Who acts in the place of somebody: `person_id`, which is that somebody when they are not away, and
    None when nobody does. `chain` holds the ids from the one who was asked to the last one found."""

    person_id: int | None
    chain: tuple[int, ...]


class StandIns:
    """All absences in force at one moment, in two queries. Whoever has no open account, or no role of the
    kind any more, cannot stand in; whether the one who was asked has an open account the caller knows."""

    def __init__(self, absences: Iterable[Delegation], able: Iterable[int]) -> None:
        """`able`: ids of the absences whose stand-in may act."""
        self.absences: Mapping[int, Delegation] = {absence.giver_id: absence for absence in absences}
        self._able = frozenset(able)

    @classmethod
    def at(cls, moment: dt.datetime, scope: str) -> StandIns:
        """`scope` is reviews or approvals; absences for both count in each."""
        absences = absences_at(moment, scope)
        roles = _roles_of(absences)
        able = [absence.pk for absence in absences if _is_able(absence, roles, scope)]
        return cls(absences, able)

    def is_away(self, person_id: int) -> bool:
        return person_id in self.absences

    def resolve(self, person_id: int) -> Resolved:
        chain = [person_id]
        while (absence := self.absences.get(chain[-1])) is not None:
            taker = absence.taker_id
            if taker is None or absence.pk not in self._able or taker in chain or len(chain) > MOST_HOPS:
                return Resolved(None, tuple(chain))
            chain.append(taker)
        return Resolved(chain[-1], tuple(chain))

    def givers_of(self, person_id: int) -> frozenset[int]:
        """Ids of everybody in whose place the person acts."""
        found = (giver for giver in self.absences if self.resolve(giver).person_id == person_id)
        return frozenset(found)

    def until(self, giver_id: int) -> dt.date:
        """The last day on which the chain that begins at the giver stands as it does."""
        links = self.resolve(giver_id).chain
        return min(self.absences[link].ends_on for link in links if link in self.absences)


def absences_at(moment: dt.datetime, scope: str | None = None) -> list[Delegation]:
    """Those in force: from the first to the last day, both included, in the time zone of who is away."""
    day = moment.astimezone(dt.UTC).date()
    found = Delegation.objects.filter(
        Q(ended_at=None) | Q(ended_at__gt=moment),
        starts_on__lte=day + WIDEST_ZONES,
        ends_on__gte=day - WIDEST_ZONES,
        giver__is_active=True,
    ).select_related("giver", "taker")
    if scope is not None:
        found = found.covering(scope)
    return [absence for absence in found.order_by("starts_on", "id") if _covers(absence, moment)]


def shown_day(day: dt.date) -> str:
    return f"{day.day} {day:%B}"


def today_of(person: User, at: dt.datetime | None = None) -> dt.date:
    """The day that it is where the person is."""
    return (at or timezone.now()).astimezone(ZoneInfo(person.time_zone)).date()


def _covers(absence: Delegation, moment: dt.datetime) -> bool:
    return absence.starts_on <= today_of(absence.giver, moment) <= absence.ends_on


def may_stand_in(giver: frozenset[str], taker: frozenset[str], scope: str) -> bool:
    """Do the roles of `taker` let them act in the place of somebody with the roles of `giver`?

    Who reviews can be stood in for by who reviews; an approver by an approver; a lead whom a policy names
    also by another lead.
    """
    if scope == Delegation.Scope.REVIEWS:
        return not REVIEWERS.isdisjoint(taker)
    needed = APPROVERS if not APPROVERS.isdisjoint(giver) else APPROVERS | {Role.FUNCTION_LEAD}
    return not needed.isdisjoint(taker)


def _roles_of(absences: list[Delegation]) -> dict[int, frozenset[str]]:
    people = {absence.giver_id for absence in absences} | {absence.taker_id for absence in absences}
    if not people:
        return {}
    found: dict[int, set[str]] = defaultdict(set)
    for user_id, role in RoleGrant.objects.filter(user__in=people - {None}).values_list("user_id", "role"):
        found[user_id].add(role)
    return {user_id: frozenset(roles) for user_id, roles in found.items()}


def _is_able(absence: Delegation, roles: Mapping[int, frozenset[str]], scope: str) -> bool:
    if absence.taker is None or not absence.taker.is_active:
        return False
    giver, taker = roles.get(absence.giver_id, frozenset()), roles.get(absence.taker.pk, frozenset())
    return may_stand_in(giver, taker, scope)


def people_stood_in_for(user: User, at: dt.datetime | None = None) -> dict[int, frozenset[int]]:
    """In whose place the person may review: ids of members and leads who are away, each with the ids of
    their functions. Whoever wrote in a deal is nobody to stand in for on it."""
    stand_ins = StandIns.at(at or timezone.now(), Delegation.Scope.REVIEWS)
    givers = stand_ins.givers_of(user.pk)
    if not givers:
        return {}
    able = RoleGrant.objects.filter(role__in=REVIEWERS, user__in=givers).values_list("user_id", flat=True)
    found: dict[int, set[int]] = defaultdict(set)
    for function_id, person_id in _seats_of(set(able)):
        found[person_id].add(function_id)
    return {person_id: frozenset(functions) for person_id, functions in found.items()}


def functions_stood_in_for(user: User, at: dt.datetime | None = None) -> dict[int, frozenset[int]]:
    """The same by function: ids of functions, each with the ids of those in whose place the person acts."""
    found: dict[int, set[int]] = defaultdict(set)
    for person_id, functions in people_stood_in_for(user, at).items():
        for function_id in functions:
            found[function_id].add(person_id)
    return {function_id: frozenset(people) for function_id, people in found.items()}


def reviewing_ids(user: User) -> frozenset[int]:
    """Ids of the person's own functions and of those for which they may answer now."""
    return user.function_ids | functions_stood_in_for(user).keys()


def codes_stood_in_for(user: User) -> frozenset[str]:
    """Codes of the functions for which the person may answer now; read once for each loaded user."""
    if "_stood_in_codes" not in user.__dict__:
        ids = functions_stood_in_for(user)
        codes = Function.objects.filter(pk__in=ids).values_list("code", flat=True) if ids else ()
        user.__dict__["_stood_in_codes"] = frozenset(codes)
    found: frozenset[str] = user.__dict__["_stood_in_codes"]
    return found


def _seats_of(people: Iterable[int]) -> list[tuple[int, int]]:
    """(function, person) for each membership and each lead among the people."""
    ids = list(people)
    members = Membership.objects.filter(user__in=ids).order_by().values_list("function_id", "user_id")
    leads = Function.objects.filter(lead__in=ids).order_by().values_list("id", "lead_id")
    return list(members.union(leads))


@dataclass(frozen=True)
class Place:
    """In whose place somebody acts now, for what, and until which day."""

    giver: User
    scope: str
    until: dt.date


def places_taken_by(user: User, at: dt.datetime | None = None) -> list[Place]:
    """For whom the person stands in now, directly or at the end of a chain; by name."""
    moment = at or timezone.now()
    found: dict[int, Place] = {}
    for scope in (Delegation.Scope.REVIEWS, Delegation.Scope.APPROVALS):
        stand_ins = StandIns.at(moment, scope)
        for giver_id in stand_ins.givers_of(user.pk):
            label = scope.label.lower() if giver_id not in found else "reviews and approvals"
            found[giver_id] = Place(stand_ins.absences[giver_id].giver, label, stand_ins.until(giver_id))
    return sorted(found.values(), key=lambda place: place.giver.name)


def absences_of(person: User) -> list[Delegation]:
    """What is planned or in force, the next first; what is over is in the person's history."""
    found = Delegation.objects.filter(giver=person, ended_at=None, ends_on__gte=today_of(person))
    return list(found.select_related("taker", "giver").order_by("starts_on", "id"))
