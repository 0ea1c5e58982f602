"""Who may decide a step: the people whom the policy names, and who stands in for those who are away.

Whoever owns the deal or wrote in it has no seat, neither as the one named nor as the one who stands in.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from accounts.absences import StandIns
from accounts.models import Delegation, Function, Role, RoleGrant, User
from accounts.permissions import APPROVERS
from contracts.models import Deal
from reviews.engine.rules import Rulebook
from reviews.models import Reassignment

OWNER_MANAGER = "owner_manager"
"""Approver meaning the person to whom the deal's owner reports."""

SIMILAR = tuple(sorted(APPROVERS))
"""Roles of which one is enough to take the place of a person or a group; of a lead, leading a function is."""


def approver_of(key: str) -> str:
    """The approver reference in a step's key."""
    return key.split("/", 2)[2]


@dataclass(frozen=True)
class Seat:
    """`person` decides; `principal` is who was named, when that is somebody else."""

    person: User
    principal: User | None = None

    @property
    def shown(self) -> str:
        return f"{self.person} for {self.principal}" if self.principal else str(self.person)


@dataclass(frozen=True)
class Directory:
    """Everybody who may be named by a policy, loaded once for any number of deals."""

    holders: Mapping[str, list[int]]
    leads: Mapping[str, int | None]
    functions: Mapping[str, str]
    by_email: Mapping[str, int]
    people: Mapping[int, User]
    stand_ins: StandIns
    moved: Mapping[tuple[int, str], list[tuple[int, int]]] = field(default_factory=dict)

    @classmethod
    def load(cls, submissions: Iterable[int], at: datetime | None = None) -> "Directory":
        people = {person.pk: person for person in User.objects.filter(is_active=True).order_by("name")}
        holders: dict[str, list[int]] = defaultdict(list)
        for role, user_id in RoleGrant.objects.order_by("user__name").values_list("role", "user_id"):
            holders[role].append(user_id)
        functions = list(Function.objects.values_list("code", "name", "lead_id"))
        moved: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
        for handed in Reassignment.objects.filter(submission__in=list(submissions)):
            key = handed.submission_id, handed.step_key
            moved[key].append((handed.from_person_id, handed.to_person_id))
        return cls(
            holders=holders,
            leads={code: lead for code, _, lead in functions},
            functions={code: name for code, name, _ in functions},
            by_email={person.email.casefold(): person.pk for person in people.values()},
            people=people,
            stand_ins=StandIns.at(at or timezone.now(), Delegation.Scope.APPROVALS),
            moved=moved,
        )

    def named(self, approver: str, deal: Deal, rulebook: Rulebook) -> list[int]:
        """Ids of those whom an approver reference of a rulebook means for this deal."""
        kind, _, name = approver.partition(":")
        if approver == OWNER_MANAGER:
            boss = deal.owner.reports_to_id
            return [boss] if boss in self.holders.get(Role.APPROVER_MANAGER, []) else []
        if kind == "role":
            return list(self.holders.get(name, []))
        if kind == "lead":
            lead = self.leads.get(name)
            return [] if lead is None else [lead]
        if kind == "user":  # whoever was added to the deal, whatever their address is now
            return [int(name)]
        emails = rulebook.groups.get(name, ()) if kind == "group" else (name,)
        found = [self.by_email.get(email.casefold()) for email in emails]
        return [pk for pk in found if pk is not None]

    def seats(
        self, named: Iterable[int], authors: set[int], *, submission: int, key: str
    ) -> tuple[Seat, ...]:
        """A seat for each person named who is no author; somebody who is away is stood in for, and a step
        that was handed over is decided by whoever has it now. One person has one seat: that which they were
        handed before their own, and their own before one in which they stand in."""
        able = [pk for pk in dict.fromkeys(named) if pk in self.people and pk not in authors]
        found: dict[int, tuple[int, Seat]] = {}
        for pk, holder in self.places(able, authors, submission=submission, key=key).items():
            acting = self._acting(holder, authors)
            if acting in authors or acting not in self.people:
                continue
            if acting != holder and (acting in able or acting in found):
                acting = holder  # two places need two people: whoever has one already takes no second
            rank = 0 if holder != pk else 1 if acting == pk else 2
            seat = Seat(self.people[acting], None if acting == pk else self.people[pk])
            if acting not in found or rank < found[acting][0]:
                found[acting] = rank, seat
        return tuple(sorted((seat for _, seat in found.values()), key=lambda seat: seat.person.name))

    def places(self, named: Iterable[int], authors: set[int], *, submission: int, key: str) -> dict[int, int]:
        """Whoever has the place of each person named, by the id of the one named.

        What was handed over is followed in order, each at most once, so circles end. Who hands on hands on
        what they got before what is their own; who takes back gets theirs alone. Handing over to somebody
        who has lost the authority since, or has come to be an author, does not count any more.
        """
        places = {pk: pk for pk in named}
        for giver, taker in self.moved.get((submission, key), []):
            if taker in authors or not self.has_authority(taker, key):
                continue
            got = [pk for pk, holder in places.items() if holder == giver and pk != giver]
            own = [giver] if places.get(giver) == giver else []
            for pk in [taker] if taker in got else got or own:
                places[pk] = taker
        return places

    def has_authority(self, pk: int, key: str) -> bool:
        """May the person take somebody's place in the step? For a role it takes that role; where people or a
        group are named, any role that approves; for a lead, leading a function does as well."""
        kind, _, name = approver_of(key).partition(":")
        roles = [name] if kind == "role" else list(SIMILAR)
        if kind == "lead":
            roles.append(Role.FUNCTION_LEAD)
        return pk in self.people and any(pk in self.holders.get(role, []) for role in roles)

    def _acting(self, pk: int, authors: set[int]) -> int:
        """Whoever stands in, where the chain ends. Where nobody can take the place of who is away, it waits
        for them: a step never needs less because of that."""
        acting = self.stand_ins.resolve(pk).person_id
        return pk if acting is None or acting in authors else acting
