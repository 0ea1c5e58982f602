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
from contracts.models import Deal
from reviews.engine.rules import Rulebook
from reviews.models import Reassignment

OWNER_MANAGER = "owner_manager"
"""Approver meaning the person to whom the deal's owner reports."""


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
        emails = rulebook.groups.get(name, ()) if kind == "group" else (name,)
        found = [self.by_email.get(email.casefold()) for email in emails]
        return [pk for pk in found if pk is not None]

    def seats(
        self, named: Iterable[int], authors: set[int], *, submission: int, key: str
    ) -> tuple[Seat, ...]:
        """A seat for each person named who is no author; somebody who is away is stood in for, and a step
        that was handed over is decided by whoever has it now. One person has one seat."""
        handed = self.moved.get((submission, key), [])
        found: dict[int, Seat] = {}
        for pk in dict.fromkeys(named):
            if pk in authors or pk not in self.people:
                continue
            acting = self._acting(pk, handed, authors)
            if acting in authors or acting not in self.people:
                continue
            seat = Seat(self.people[acting], None if acting == pk else self.people[pk])
            known = found.get(acting)
            if known is None or (known.principal is not None and seat.principal is None):
                found[acting] = seat
        return tuple(sorted(found.values(), key=lambda seat: seat.person.name))

    def _acting(self, pk: int, handed: list[tuple[int, int]], authors: set[int]) -> int:
        """Where handing over and standing in lead to; both end, whatever circles people make. Where nobody
        can take the place of who is away, it waits for them: a step never needs less because of that."""
        for from_person, to_person in handed:
            if pk == from_person:
                pk = to_person
        acting = self.stand_ins.resolve(pk).person_id
        return pk if acting is None or acting in authors else acting
