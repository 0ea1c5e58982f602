"""Who has taken a review, and whom its reader may hand it to."""

from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from reviews.actions.assigning import leads
from reviews.models import ReviewRequest
from reviews.queries.authors import authors_of


@dataclass(frozen=True)
class AssignBox:
    """`others` are those to whom the lead may hand it; empty for everybody else."""

    taken_by: User | None
    is_mine: bool
    may_take: bool
    others: list[User]


def assign_box(asked: ReviewRequest, reader: User) -> AssignBox | None:
    """None once the request is answered."""
    if not asked.is_open:
        return None
    is_lead = leads(asked, reader)
    taken_by = asked.assigned_to
    return AssignBox(
        taken_by=taken_by,
        is_mine=taken_by == reader,
        may_take=taken_by != reader and (taken_by is None or is_lead),
        others=_others(asked, reader) if is_lead else [],
    )


def _others(asked: ReviewRequest, reader: User) -> list[User]:
    of_it = Q(memberships__function=asked.function_id) | Q(led_functions=asked.function_id)
    people = User.objects.filter(of_it, is_active=True).exclude(pk__in=authors_of(asked.term.draft.deal))
    return list(people.exclude(pk__in=[reader.pk, asked.assigned_to_id or 0]).distinct().order_by("name"))
