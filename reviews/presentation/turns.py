from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from dealdesk.kit.bands import BAND_BY_CODE, band_of
from dealdesk.kit.money import in_short
from dealdesk.kit.spans import NBSP
from reviews.models import Score, Submission
from reviews.queries.turns import Turn


@dataclass(frozen=True)
class TurnRow:
    """One submission in the list of approvals. `since` is when it became the person’s turn, `asked_at` when
    they asked the owner something that has no answer yet. `token` is what a decision on what is shown here is
    bound to."""

    url: str
    serial: int
    token: str
    customer: str
    name: str
    number: str
    draft: int
    money: str
    signing: str
    owner: str
    score: Score
    code: str
    asked_as: str
    label: str
    since: datetime
    due_at: datetime | None
    asked_at: datetime | None = None
    is_escalated: bool = False


def seen_token(submission: Submission, score: Score) -> str:
    """The gate's token, if this score still stands; if it does not, a decision with it is refused."""
    return f"{submission.digest}.{score.facts_version}.{score.input_digest}"


def turn_row(turn: Turn, asked_at: datetime | None = None) -> TurnRow:
    draft, score = turn.submission.draft, turn.score
    deal, day = draft.deal, draft.deal.expected_signing_on
    return TurnRow(
        url=reverse("reviews:approval", args=[deal.serial]),
        serial=deal.serial,
        token=seen_token(turn.submission, score),
        customer=deal.customer.name,
        name=deal.name,
        number=deal.number,
        draft=draft.number,
        money=in_short(deal.committed_value, deal.currency),
        signing=f"{day.day}{NBSP}{day:%b}",
        owner=deal.owner.name,
        score=score,
        code=band_of(score.tenths).code,
        asked_as=BAND_BY_CODE[score.gate].word,
        label=turn.ask.label if turn.ask.principal is None else f"{turn.ask.label}, for {turn.ask.principal}",
        since=turn.ask.opened_at or score.computed_at,
        due_at=turn.ask.due_at,
        is_escalated=turn.ask.is_above,  # type: ignore[attr-defined]
        asked_at=asked_at,
    )
