"""Could somebody act now? While everybody who could is away, and nobody stands in, clocks stand."""

from collections import defaultdict
from datetime import datetime

from accounts.absences import StandIns
from accounts.models import Delegation, Function, Membership
from reviews.models import Ask, ReviewRequest


class Presence:
    """Who is there at one moment, loaded once for any number of waits.

    A function in which nobody has an open account is not away but gone: its clocks run on, so that
    somebody above hears of it.
    """

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.reviews = StandIns.at(at, Delegation.Scope.REVIEWS)
        self.approvals = StandIns.at(at, Delegation.Scope.APPROVALS)
        self.people = people_of_functions() if self.reviews.absences else {}

    def is_there(self, wait: ReviewRequest | Ask) -> bool:
        if isinstance(wait, Ask):
            return self.approvals.resolve(wait.person_id).person_id is not None
        return self.is_function_there(wait.function_id)

    @property
    def absent_functions(self) -> list[int]:
        return [function_id for function_id in self.people if not self.is_function_there(function_id)]

    @property
    def absent_approvers(self) -> list[int]:
        away = self.approvals.absences
        return [person for person in away if self.approvals.resolve(person).person_id is None]

    def is_function_there(self, function_id: int) -> bool:
        people = self.people.get(function_id)
        if not people:
            return True
        return any(self.reviews.resolve(person).person_id is not None for person in people)


def people_of_functions() -> dict[int, set[int]]:
    """Ids of the members and leads with an open account, by function."""
    found: dict[int, set[int]] = defaultdict(set)
    members = Membership.objects.filter(user__is_active=True).values_list("function_id", "user_id")
    leads = Function.objects.filter(lead__is_active=True).values_list("id", "lead_id")
    for function_id, person_id in [*members, *leads]:
        found[function_id].add(person_id)
    return found
