"""Check-ins of the functions for which a person answers."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.absences import codes_stood_in_for
from accounts.models import User
from accounts.permissions import may
from contracts.models import Deal, DraftAuthor
from outcomes.models import CellOutcome, CheckIn, Handover, Moment
from outcomes.moments import EARLY_DAYS

DUE, LATER, ANSWERED = "due", "later", "answered"
SHOWN = (DUE, LATER, ANSWERED)


def own_check_ins(person: User) -> QuerySet[CheckIn]:
    """Those that the person may answer, of contracts that stand and that they see; without deals in which
    they wrote."""
    if not may(person, "check_in.answer"):
        return CheckIn.objects.none()
    deal = "handover__deal"
    codes = person.function_codes | codes_stood_in_for(person)
    wrote = DraftAuthor.objects.filter(draft__deal=OuterRef(deal), user=person)
    return (
        CheckIn.objects.filter(function__code__in=codes, handover__in=Handover.objects.standing())
        .filter(handover__deal__in=Deal.objects.visible_to(person))
        .exclude(Q(**{f"{deal}__owner": person}) | Q(**{f"{deal}__created_by": person}))
        .exclude(Exists(wrote))
        .select_related("function", f"{deal}__customer", "answered_by")
    )


def listed(person: User, shown: str, today: date) -> QuerySet[CheckIn]:
    """One tab of the list: to answer now, later, or answered (the latest first)."""
    rows = own_check_ins(person)
    if shown == ANSWERED:
        return rows.exclude(answered_at=None).order_by("-answered_at", "-id")
    open_ = rows.filter(answered_at=None)
    now = is_open_on(today)
    return (open_.filter(now) if shown == DUE else open_.exclude(now)).order_by("due_on", "id")


def is_open_on(today: date) -> Q:
    """Can it be answered on that day? As outcomes.moments.opens_on says for one."""
    early = Q(due_on__lte=today + timedelta(days=EARLY_DAYS)) & ~Q(moment=Moment.RENEWAL)
    return early | Q(moment=Moment.RENEWAL, handover__renewal__prepare_on__lte=today)


def due_count(person: User, today: date) -> int:
    """How many wait for an answer now: the number in the navigation."""
    return listed(person, DUE, today).count()


def find_check_in(check_in_id: int, person: User) -> QuerySet[CheckIn]:
    return (
        CheckIn.objects.visible_to(person)
        .filter(pk=check_in_id)
        .select_related(
            "function__lead",
            "answered_by",
            "handover__deal__customer",
            "handover__deal__owner",
            "handover__draft",
            "handover__renewal",
            "handover__signing__clearance__submission__policy",
            "handover__signing__clearance__score",
        )
    )


def answered_cells(check_in: CheckIn) -> dict[tuple[int | None, int | None], CellOutcome]:
    """What the function has answered here, by ids of request and undisclosed term."""
    rows = CellOutcome.objects.filter(check_in=check_in)
    return {(row.request_id, row.undisclosed_id): row for row in rows}
