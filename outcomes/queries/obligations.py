"""Obligations: whose they are, which are late, and of which somebody is to be reminded."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, TruncDate

from accounts.models import Function, RoleGrant, User
from accounts.permissions import PERMISSIONS
from contracts.queries.people import people_who_see
from outcomes.models import Handover, Obligation, ObligationState

REMINDED_BEFORE = dt.timedelta(days=7)
"""So long before its day the owner is reminded, once."""

REMINDED_EVERY = dt.timedelta(days=7)
"""A late one is reminded of on the day after its day, and then so often."""

MINE, ALL = "mine", "all"
STATES = ("open", "late", "done", "waived")


@dataclass(frozen=True)
class Narrowing:
    """Whose: `mine`, `all`, or the code of a function; and in which of STATES."""

    whose: str
    state: str


def obligations_of(reader: User, whose: str) -> QuerySet[Obligation]:
    """Of contracts that stand and that the person sees, not narrowed by state."""
    found = Obligation.objects.visible_to(reader).filter(handover__in=Handover.objects.standing())
    if whose == MINE:
        return found.filter(owner=reader)
    return found if whose == ALL else found.filter(function__code=whose)


def in_state(obligations: QuerySet[Obligation], state: str, today: dt.date) -> QuerySet[Obligation]:
    """Open ones by their day, the nearest first; closed ones by when, the latest first."""
    if state in (ObligationState.DONE, ObligationState.WAIVED):
        return obligations.filter(state=state).order_by("-closed_at", "-id")
    narrowed = obligations.filter(state=ObligationState.OPEN)
    if state == "late":
        narrowed = narrowed.filter(due_on__lt=today)
    return narrowed.order_by("due_on", "id")


def counts_of(obligations: QuerySet[Obligation], today: dt.date) -> dict[str, int]:
    """How many there are in each of STATES; late ones are open as well."""
    is_open = Q(state=ObligationState.OPEN)
    counts: dict[str, int] = obligations.order_by().aggregate(
        open=Count("pk", filter=is_open),
        late=Count("pk", filter=is_open & Q(due_on__lt=today)),
        done=Count("pk", filter=Q(state=ObligationState.DONE)),
        waived=Count("pk", filter=Q(state=ObligationState.WAIVED)),
    )
    return counts


def with_their_deal(obligations: QuerySet[Obligation]) -> QuerySet[Obligation]:
    """With all that a row or a page says of them."""
    return obligations.select_related(
        "function", "owner", "closed_by", "undisclosed", "handover__draft",
        "handover__deal__customer", "handover__deal__owner",
        "source__owner", "source__approval__approver", "source__review__reviewer",
    )  # fmt: skip


def people_who_keep(obligation: Obligation) -> QuerySet[User]:
    """Active people who see the deal and may close the obligation, once it is theirs; by name."""
    able = RoleGrant.objects.filter(role__in=PERMISSIONS["obligation.close"]).values("user")
    return people_who_see(obligation.handover.deal).filter(pk__in=able)


def functions_to_list(reader: User, *, is_every: bool) -> QuerySet[Function]:
    """Functions whose list the person opens from a tab: their own, or every one."""
    functions = Function.objects.order_by("id")
    return functions if is_every else functions.filter(pk__in=reader.function_ids)


def soon_count(person: User, today: dt.date) -> int:
    """How many of the person's are late or due within the time of a reminder; asked on every page."""
    return Obligation.objects.open().filter(owner=person, due_on__lte=today + REMINDED_BEFORE).count()


def to_remind(today: dt.date) -> QuerySet[Obligation]:
    """Those of which somebody is to be reminded on that day, with `to`, who that is: the owner while there
    is one, the lead of the function otherwise.

    Once in the week before their day, on the day after it, and every week from then. The handover told of
    them as well, so that what it told of late is not told of again at once.
    """
    told = Coalesce("reminded_on", TruncDate("handover__made_at", tzinfo=dt.UTC))
    soon = Q(due_on__gte=today, due_on__lte=today + REMINDED_BEFORE)
    soon &= Q(told_on__lt=F("due_on") - REMINDED_BEFORE)
    late = Q(due_on__lt=today) & (Q(told_on__lte=F("due_on")) | Q(told_on__lte=today - REMINDED_EVERY))
    return (
        Obligation.objects.open()
        .annotate(
            told_on=told,
            to=Case(
                When(owner__is_active=True, then=F("owner")),
                When(function__lead__is_active=True, then=F("function__lead")),
                default=Value(None),
                output_field=IntegerField(),
            ),
        )
        .filter(soon | late, to__isnull=False)
        .order_by("due_on", "id")
    )
