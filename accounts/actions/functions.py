import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction

from accounts.models import Function, Holiday, Membership, User
from accounts.permissions import require
from accounts.policy import must_review
from activity.record import record
from dealdesk.kit.refusals import Refused

EDITABLE = frozenset(
    {
        "name",
        "lead",
        "cost_rate",
        "monthly_capacity",
        "response_hours",
        "time_zone",
        "working_days",
        "opens_at",
        "closes_at",
    }
)
"""All but the code, which playbook and policy versions name."""


@transaction.atomic
def save_function(function: Function, *, by: User, members: Iterable[User], **facts: object) -> None:
    """Change a function's facts (see EDITABLE; `cost_rate` in minor units an hour) and its members.

    Raises Refused when the calendar leaves no working time, or somebody does not hold a reviewing role.
    """
    require(by, "function.edit")
    if unknown := facts.keys() - EDITABLE:
        raise TypeError(f"a function has no editable {sorted(unknown)}")
    stored = Function.objects.select_for_update(no_key=True).get(pk=function.pk)
    changed = {field: value for field, value in facts.items() if getattr(stored, field) != value}
    for field, value in changed.items():
        setattr(stored, field, value)
    _must_work(stored)
    if Function.objects.exclude(pk=stored.pk).filter(name__iexact=stored.name).exists():
        raise Refused(f"There is a function called {stored.name} already. Choose another name.")
    joined, left = _set_members(stored, list(members))
    if "lead" in changed and stored.lead is not None:
        must_review([stored.lead])
    if not (changed or joined or left):
        return
    stored.save(update_fields=list(changed))
    record(
        "function.edited",
        chain=stored.chain,
        by=by,
        keys={"function": stored.pk},
        fields=sorted(changed),
        joined=joined,
        left=left,
    )


def _must_work(function: Function) -> None:
    if not function.working_days:
        raise Refused("Choose at least one working day; without any, no review would ever be due.")
    if function.opens_at >= function.closes_at:
        raise Refused("The day must open before it closes.")


def _set_members(function: Function, members: list[User]) -> tuple[list[int], list[int]]:
    """Make these the members; returns the ids of who joined and of who left."""
    now = set(function.memberships.values_list("user_id", flat=True))
    wanted = {person.pk: person for person in members}
    joined, left = sorted(wanted.keys() - now), sorted(now - wanted.keys())
    must_review(wanted[pk] for pk in joined)
    function.memberships.filter(user_id__in=left).delete()
    Membership.objects.bulk_create(Membership(function=function, user_id=pk) for pk in joined)
    return joined, left


@transaction.atomic
def add_holiday(function: Function, *, on: dt.date, name: str, by: User) -> Holiday:
    """A day on which the function's clocks stand still. Raises Refused when that day is one already."""
    require(by, "function.edit")
    try:
        with transaction.atomic():
            holiday = Holiday.objects.create(function=function, on=on, name=name.strip())
    except IntegrityError as twice:
        raise Refused(f"{on:%d %B %Y} is a holiday of {function} already.") from twice
    record("holiday.added", chain=function.chain, by=by, on=on.isoformat(), name=holiday.name)
    return holiday


@transaction.atomic
def remove_holiday(holiday: Holiday, *, by: User) -> None:
    require(by, "function.edit")
    deleted, _ = Holiday.objects.filter(pk=holiday.pk).delete()
    if deleted:
        record("holiday.removed", chain=holiday.function.chain, by=by, on=holiday.on.isoformat())
