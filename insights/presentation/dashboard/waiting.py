"""What waits for the person's decision, most urgent first, and what approving all of it would commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from contracts.models import Term
from dealdesk.kit.bands import band_of
from dealdesk.kit.money import in_short
from dealdesk.kit.spans import NBSP
from insights.presentation.words import in_points
from reviews.engine.explain import points_by_term
from reviews.facts import UnknownCurrency, company_value
from reviews.loads import months_from
from reviews.models import Score
from reviews.queries.queue import submissions_waiting_for
from reviews.queries.turns import Turn, turns_of

MOST_READ = 50
SHOWN = 5
HARDEST = 2


@dataclass(frozen=True)
class WaitingRow:
    """One draft. `why` names its hardest terms, `month` the fullest month with it, in per cent."""

    url: str
    customer: str
    meta: str
    code: str
    tenths: int
    why: str
    month: str
    fill: str
    is_over: bool


@dataclass(frozen=True)
class Waiting:
    """`value` of all and their doses in `points`, as people read them; `oldest`: since when one waits."""

    rows: tuple[WaitingRow, ...]
    count: int
    value: str
    points: str
    oldest: datetime | None
    is_cut: bool

    @property
    def first_url(self) -> str:
        return self.rows[0].url if self.rows else ""


def waiting_for(person: User) -> Waiting:
    """Of at most MOST_READ, in a number of queries that does not grow with them."""
    submissions = list(submissions_waiting_for(person)[: MOST_READ + 1])
    turns = [turn for turn in turns_of(submissions[:MOST_READ], person) if turn.is_now]
    turns.sort(key=_urgency)
    shown = turns[:SHOWN]
    terms, calendars = _terms(shown), _calendars(shown)
    return Waiting(
        rows=tuple(_row(turn, terms, calendars) for turn in shown),
        count=len(turns),
        value=in_short(sum(_value(turn) for turn in turns), settings.COMPANY_CURRENCY),
        points=in_points(sum(turn.score.result["dose"] for turn in turns)),
        oldest=min((turn.ask.opened_at for turn in turns if turn.ask.opened_at), default=None),
        is_cut=len(submissions) > MOST_READ,
    )


def _urgency(turn: Turn) -> tuple[bool, Any, int]:
    """What is due first; then what is to be signed first."""
    due = turn.ask.due_at
    return due is None, due or turn.submission.at, turn.submission.pk


def _value(turn: Turn) -> int:
    """In the company's currency; a currency without a rate in the policy counts nothing."""
    content = turn.submission.draft.frozen
    try:
        return company_value(content["committed_value"], content["currency"], turn.submission.policy)
    except UnknownCurrency:
        return 0


def _terms(turns: Sequence[Turn]) -> dict[tuple[int, str], str]:
    """Names of the terms by draft and key."""
    drafts = [turn.submission.draft_id for turn in turns]
    found = Term.objects.filter(draft__in=drafts, is_standard=False).select_related("type")
    return {(term.draft_id, term.key): term.type.name for term in found}


def _calendars(turns: Sequence[Turn]) -> dict[int, dict[str, list[list[int]]]]:
    """By score: function code to months of [committed, pipeline, capacity, own], as they were scored."""
    scores = Score.objects.filter(pk__in=[turn.score.pk for turn in turns])
    return {pk: calendar or {} for pk, calendar in scores.values_list("pk", "inputs__cal")}


def _row(
    turn: Turn, terms: dict[tuple[int, str], str], calendars: dict[int, dict[str, list[list[int]]]]
) -> WaitingRow:
    draft, score = turn.submission.draft, turn.score
    deal, day = draft.deal, draft.deal.expected_signing_on
    money = in_short(deal.committed_value, deal.currency)
    month, fill = _fullest(turn, calendars.get(score.pk, {}))
    return WaitingRow(
        url=reverse("reviews:approval", args=[deal.serial]),
        customer=deal.customer.name,
        meta=f"{deal.number} · {money} · sign by {day.day}{NBSP}{day:%b}",
        code=band_of(score.tenths).code,
        tenths=score.tenths,
        why=_why(score, draft.pk, terms),
        month=month,
        fill=f"{fill}{NBSP}%" if month else "",
        is_over=fill > 100,
    )


class _Points:
    """The points stored with a score, as `engine.explain` reads them."""

    def __init__(self, score: Score) -> None:
        self.points: dict[str, int] = score.result["points"]


def _why(score: Score, draft_id: int, terms: dict[tuple[int, str], str]) -> str:
    hardest = [terms[draft_id, key] for key, _ in points_by_term(_Points(score)) if (draft_id, key) in terms]
    return "; ".join(hardest[:HARDEST]) or "Standard terms only"


def _fullest(turn: Turn, calendar: dict[str, list[list[int]]]) -> tuple[str, int]:
    """The fullest month on which the draft itself puts work, and its load in whole per cents."""
    filled = [
        (100 * (committed + pipeline + own) // capacity, -index)
        for months in calendar.values()
        for index, (committed, pipeline, capacity, own) in enumerate(months)
        if own and capacity
    ]
    if not filled:
        return "", 0
    fill, place = max(filled)
    return f"{months_from(turn.submission.first_month_on, 1 - place)[-1]:%B}", fill
