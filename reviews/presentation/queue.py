"""My reviews as the page shows it: one sentence, figures, tabs and rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from accounts.models import Function, User
from contracts.models import Term
from dealdesk.kit.counting import counted
from dealdesk.kit.money import in_short
from dealdesk.kit.spans import in_short as in_short_time
from reviews.models import ReviewRequest
from reviews.queries.asks import ask_of
from reviews.queries.clock import Clock, business_hours, clock_of, whole_minutes
from reviews.queries.waiting import Narrowing, Tally, standard_of
from reviews.queries.workload import Pace, fill_from, pace_of

MOST_FIGURES = 4

Counted = Sequence[tuple[Function, int]]


@dataclass(frozen=True)
class QueueRow:
    """As components/queue_row.html reads it."""

    url: str
    term: Term
    title: str
    who: str
    number: str
    money: str
    ask: str
    tag: str
    tag_tone: str
    beside: str
    clock: Clock
    taken_by: str = ""
    is_escalated: bool = False


@dataclass(frozen=True)
class Figure:
    label: str
    value: int | str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    count: int
    is_current: bool


def queue_row(asked: ReviewRequest, narrowing: Narrowing, now: datetime) -> QueueRow:
    term, deal = asked.term, asked.term.draft.deal
    return QueueRow(
        url=address_of(asked, narrowing),
        term=term,
        title=term.type.name,
        who=deal.customer.name,
        number=deal.number,
        money=in_short(deal.committed_value, deal.currency),
        ask=ask_of(term),
        tag=_waits(asked) or _tag(asked),
        tag_tone="caution" if _waits(asked) else "accent",
        beside=f"Our standard: {standard_of(asked).summary}",
        clock=clock_of(asked, now),
        taken_by=asked.assigned_to.name if asked.assigned_to else "",
        is_escalated=asked.is_above,  # type: ignore[attr-defined]
    )


def address_of(asked: ReviewRequest, narrowing: Narrowing) -> str:
    """The review's page within a narrowed queue."""
    return reverse("reviews:review", args=[asked.pk]) + narrowing.query


def _waits(asked: ReviewRequest) -> str:
    """Since when the clock stands for an answer of the owner; empty while nothing was asked."""
    question = next(iter(asked.waiting_for_answer), None)  # type: ignore[attr-defined]
    if question is None:
        return ""
    since = in_short_time(timezone.localtime(question.at), timezone.localtime())
    return f"Waits for {asked.term.draft.deal.owner} since {since}"


def _tag(asked: ReviewRequest) -> str:
    """What a later draft has done to the term; empty for one that was only not answered before."""
    number, before = asked.term.draft.number, asked.term.copied_from
    if number == 1:
        return ""
    if before is None:
        return f"New in draft {number}"
    return f"Changed in draft {number}" if before.digest != asked.term.digest else ""


def lead_of(tally: Tally, functions: Counted) -> str:
    """8 terms wait for Delivery. One is late, 3 more are due today."""
    waiting = f"{counted(tally.terms, 'term')} {'waits' if tally.terms == 1 else 'wait'}"
    names = [function.name for function, _ in functions]
    whom = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else "you"
    urgent = []
    if tally.late:
        urgent.append(f"{tally.late} {'is' if tally.late == 1 else 'are'} late")
    if tally.today:
        more = "more " if tally.late else ""
        urgent.append(f"{tally.today} {more}{'is' if tally.today == 1 else 'are'} due today")
    return f"{waiting} for {whom}." + (f" {', '.join(urgent)}." if urgent else "")


def tabs_of(functions: Counted, narrowing: Narrowing, tally: Tally) -> list[Tab]:
    """One tab a function, for those who work in several, and one for what the person has taken."""
    aims = [("All", Narrowing(deal=narrowing.deal), tally.terms)]
    if len(functions) > 1:
        aims += [(each.name, Narrowing(each.code, narrowing.deal), count) for each, count in functions]
    if tally.mine or narrowing.is_mine:
        aims.append(("Mine", Narrowing(deal=narrowing.deal, is_mine=True), tally.mine))
    if len(aims) < 2:
        return []
    address = reverse("reviews:queue")
    return [Tab(label, address + aim.query, count, aim == narrowing) for label, aim, count in aims]


def figures_of(person: User, tally: Tally, functions: Counted, now: datetime) -> list[Figure]:
    figures = [
        Figure("Waiting", tally.terms, f"{_noun(tally.terms, 'term')}, {counted(tally.deals, 'deal')}"),
        Figure("Late", tally.late, note=f"{tally.today} more due today"),
    ]
    pace = pace_of(person)
    if pace is not None:
        note = f"nine in ten within {business_hours(pace.nine_in_ten)}"
        figures.append(Figure("Typical answer", business_hours(pace.median), note=note))
    loads = fill_from((function for function, _ in functions), timezone.localdate(now))
    for function, (first, *others) in loads.items():
        note = ", ".join(f"{month.label} {month.total} %" for month in others[:2])
        figures.append(Figure(f"{function}’s load, {first.label}", first.total, "% of capacity", note))
    return figures[:MOST_FIGURES]


def empty_text(answered: int, pace: Pace | None) -> str:
    text = f"You answered {counted(answered, 'term')} in the last seven days."
    if pace is None or not whole_minutes(pace.median):
        return text
    return f"{text} Half of your answers come within {business_hours(pace.median)} of working time."


def _noun(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"
