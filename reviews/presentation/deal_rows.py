"""One deal in a list: what it is worth, how painful, who holds it, and what comes next."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import User
from contracts.models import Draft, DraftState
from dealdesk.kit.bands import band_of
from dealdesk.kit.money import in_short
from dealdesk.kit.spans import NBSP, from_today
from reviews.models import Score
from reviews.presentation.head import yearly_value
from reviews.presentation.holding import Holder, NextStep, state_of_play
from reviews.queries.deal_rows import Around

SOON = 3
"""Days before the expected signing from which the date is marked."""
OVER = {DraftState.SIGNED, DraftState.REJECTED}


@dataclass(frozen=True)
class Meter:
    code: str
    tenths: int
    low: int | None
    high: int | None


@dataclass(frozen=True)
class DealRow:
    url: str
    customer: str
    name: str
    number: str
    kind: str
    value: str
    yearly: str
    signing: str
    signing_note: str
    is_pressing: bool
    meter: Meter | None
    is_veiled: bool
    holder: Holder
    step: NextStep
    rank: int


def deal_row(draft: Draft, around: Around, reader: User) -> DealRow:
    """`draft` is current and annotated with `holder`; everything else about it is in `around`."""
    deal = draft.deal
    is_veiled = draft.pk in around.veiled
    holder, step = state_of_play(draft, around, reader, is_veiled=is_veiled)
    days = (deal.expected_signing_on - timezone.localdate()).days
    score = around.scores.get(draft.pk)
    return DealRow(
        url=deal.get_absolute_url(),
        customer=deal.customer.name,
        name=deal.name,
        number=deal.number,
        kind=deal.get_kind_display(),
        value=in_short(deal.committed_value, deal.currency),
        yearly=in_short(yearly_value(deal), deal.currency),
        signing=_day(deal.expected_signing_on),
        signing_note=""
        if draft.state in OVER
        else from_today(deal.expected_signing_on, timezone.localdate()),
        is_pressing=draft.state not in OVER and days <= SOON,
        meter=_meter(score) if score and not is_veiled else None,
        is_veiled=is_veiled,
        holder=holder,
        step=step,
        rank=draft.holder,  # type: ignore[attr-defined]
    )


def _meter(score: Score) -> Meter:
    code = band_of(score.tenths).code
    if score.is_complete:
        return Meter(code, score.tenths, None, None)
    return Meter(code, score.tenths, score.low_tenths, score.high_tenths)


def _day(day: date) -> str:
    year = "" if day.year == timezone.localdate().year else f"{NBSP}{day.year}"
    return f"{day.day}{NBSP}{day:%b}{year}"
