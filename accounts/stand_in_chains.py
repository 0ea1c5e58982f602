"""Whether stand-ins of stand-ins would still end, if an absence were planned. Raises a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db.models import Q

from accounts.absences import MOST_HOPS, WIDEST_ZONES, shown_day
from accounts.models import Delegation, User
from dealdesk.kit.refusals import Refused

Takers = Mapping[int, int]


def scopes_of(absence: Delegation) -> frozenset[str]:
    scope = Delegation.Scope
    return frozenset({scope.REVIEWS, scope.APPROVALS} if absence.scope == scope.ALL else {absence.scope})


def planned_around(absence: Delegation) -> list[Delegation]:
    """Other absences that are in force on a day of this one, with a day's grace for time zones."""
    others = Delegation.objects.filter(
        Q(starts_on__lte=absence.ends_on + WIDEST_ZONES) & Q(ends_on__gte=absence.starts_on - WIDEST_ZONES),
        ended_at=None,
        giver__is_active=True,
    )
    return list(others.exclude(pk=absence.pk).select_related("giver", "taker"))


def must_lead_somewhere(absence: Delegation) -> None:
    """Refuses a loop, and a chain longer than the bound, on any day and in any scope of the absence."""
    if absence.taker_id is None:
        return
    others = [other for other in planned_around(absence) if other.taker_id is not None]
    for day in _turning_days(absence, others):
        for scope in scopes_of(absence):
            links = [other for other in others if _holds(other, day, scope)]
            takers = {link.giver_id: link.taker_id for link in links if link.taker_id is not None}
            _must_end({**takers, absence.giver_id: absence.taker_id}, absence, day)


def _turning_days(absence: Delegation, others: Iterable[Delegation]) -> list[dt.date]:
    """The days on which the chains may become others than the day before."""
    later = {other.starts_on for other in others if absence.starts_on < other.starts_on <= absence.ends_on}
    return sorted({absence.starts_on, *later})


def _holds(other: Delegation, day: dt.date, scope: str) -> bool:
    return scope in scopes_of(other) and other.starts_on <= day <= other.ends_on


def _must_end(takers: Takers, absence: Delegation, day: dt.date) -> None:
    chain = [absence.giver_id]
    while (following := takers.get(chain[-1])) is not None:
        if following in chain:
            raise Refused(
                f"On {shown_day(day)} this would lead back to {absence.giver}: "
                f"{_names([*chain, following])}. Choose somebody else to stand in."
            )
        chain.append(following)
    before = _longest_before(absence.giver_id, takers)
    if len(before) + len(chain) - 1 > MOST_HOPS:
        raise Refused(
            f"On {shown_day(day)} this would be a chain of more than {MOST_HOPS} stand-ins: "
            f"{_names([*before, *chain])}. Choose somebody who is there."
        )


def _longest_before(person: int, takers: Takers) -> list[int]:
    """The longest chain that leads to the person, who is not in it; no longer than would be refused."""
    chains = [[giver] for giver, taker in takers.items() if taker == person]
    longest: list[int] = []
    while chains:
        chain = chains.pop()
        if len(chain) > len(longest):
            longest = chain
        if len(chain) <= MOST_HOPS:
            chains += [[giver, *chain] for giver, taker in takers.items() if taker == chain[0]]
    return longest


def _names(people: Iterable[int]) -> str:
    listed = list(people)
    names = dict(User.objects.filter(pk__in=listed).values_list("pk", "name"))
    return " → ".join(names[person] for person in listed)
