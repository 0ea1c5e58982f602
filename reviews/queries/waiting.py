"""A person's queue, narrowed and counted, and the place of one request in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.absences import reviewing_ids
from accounts.models import Function, User
from contracts.models import Rung
from reviews.models import Question, ReviewRequest
from reviews.queries.pace import escalated
from reviews.queries.queue import open_reviews_for

MOST_DEALS = 100
"""Deals offered to narrow the queue by, most urgent first."""


@dataclass(frozen=True)
class Narrowing:
    """By which function (code) and deal (serial) a queue is narrowed; None where it is not. `is_mine`: only
    what the person has taken or was given."""

    function: str | None = None
    deal: int | None = None
    is_mine: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Narrowing":
        """From an address such as ?function=DEL&deal=D-2001; what is neither is left out."""
        code = query.get("function", "")
        serial = query.get("deal", "").removeprefix("D-")
        return cls(
            function=code if code.isascii() and code.isalpha() and len(code) == 3 else None,
            deal=int(serial) if serial.isascii() and serial.isdigit() and len(serial) <= 12 else None,
            is_mine=query.get("mine") == "1",
        )

    @property
    def query(self) -> str:
        """What to hang on an address so that the next page is narrowed alike; empty or ?..."""
        said = {"function": self.function, "deal": None if self.deal is None else f"D-{self.deal}"}
        said["mine"] = "1" if self.is_mine else None
        kept = {name: value for name, value in said.items() if value is not None}
        return f"?{urlencode(kept)}" if kept else ""


def narrowed(user: User, narrowing: Narrowing) -> QuerySet[ReviewRequest]:
    """Open requests of the person, most urgent first."""
    found = open_reviews_for(user)
    if narrowing.function is not None:
        found = found.filter(function__code=narrowing.function)
    if narrowing.deal is not None:
        found = found.filter(term__draft__deal__serial=narrowing.deal)
    if narrowing.is_mine:
        found = found.filter(assigned_to=user)
    return found


def waiting_for(user: User, narrowing: Narrowing) -> QuerySet[ReviewRequest]:
    """The same, ready to be shown as rows."""
    standard = Prefetch("term__type__rungs", Rung.objects.filter(position=0), to_attr="standard")
    found = narrowed(user, narrowing).select_related(
        "term__copied_from", "term__draft__deal__owner", "assigned_to"
    )
    found = found.annotate(is_above=escalated("request"))
    questions = Prefetch("questions", Question.objects.filter(answered_at=None), to_attr="waiting_for_answer")
    return found.prefetch_related("function__holidays", standard, questions)


def standard_of(asked: ReviewRequest) -> Rung:
    """Our standard position, for a request of `waiting_for`."""
    found: list[Rung] = asked.term.type.standard  # type: ignore[attr-defined]
    return found[0]


@dataclass(frozen=True)
class Tally:
    """How many terms of how many deals wait; `late` are overdue, `today` due before the day ends, `mine`
    taken by or given to the person."""

    terms: int
    deals: int
    late: int
    today: int
    mine: int = 0


def tally_of(user: User, now: datetime) -> Tally:
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return Tally(
        **open_reviews_for(user)
        .order_by()
        .aggregate(
            terms=Count("id"),
            deals=Count("term__draft__deal", distinct=True),
            late=Count("id", filter=Q(due_at__lte=now, paused_at=None)),
            mine=Count("id", filter=Q(assigned_to=user)),
            today=Count("id", filter=Q(due_at__gt=now, due_at__lt=midnight)),
        )
    )


def functions_waiting(user: User) -> list[tuple[Function, int]]:
    """The person's functions with the number of terms that wait in each."""
    counts = dict(open_reviews_for(user).order_by().values_list("function_id").annotate(Count("id")))
    functions = Function.objects.filter(id__in=reviewing_ids(user))
    return [(function, counts.get(function.pk, 0)) for function in functions]


def deals_waiting(user: User) -> list[tuple[int, str, int]]:
    """(serial, customer, terms) of the deals in the queue, by number."""
    deal = "term__draft__deal"
    rows = open_reviews_for(user).order_by().values_list(f"{deal}__serial", f"{deal}__customer__name")
    return list(rows.annotate(Count("id")).order_by(f"{deal}__serial")[:MOST_DEALS])


@dataclass(frozen=True)
class Place:
    """Where a request stands in a queue of `total`; `number` is None when it is not (or no longer) in
    it. `following` is the next one to answer, after the last the first again."""

    number: int | None
    total: int
    following: ReviewRequest | None


def place_of(request: ReviewRequest, user: User, narrowing: Narrowing) -> Place:
    queue = narrowed(user, narrowing)
    after = Q(due_at__gt=request.due_at) | Q(due_at=request.due_at, id__gt=request.pk)
    others = queue.exclude(pk=request.pk)
    counted = queue.order_by().aggregate(
        total=Count("id"), later=Count("id", filter=after), is_in=Count("id", filter=Q(pk=request.pk))
    )
    number = counted["total"] - counted["later"] if counted["is_in"] else None
    return Place(number, counted["total"], others.filter(after).first() or others.first())
