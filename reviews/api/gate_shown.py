"""The gate as the API shows it: as much of it as the reader may know."""

from dataclasses import dataclass
from datetime import datetime

from rest_framework import serializers

from accounts.api.fields import Moment
from accounts.models import User
from contracts.models import Draft, DraftState
from dealdesk.kit.bands import BAND_BY_CODE, BANDS, band_of
from reviews.actions.approving import gate_token
from reviews.gate import Check, CheckState, Gate, gate_of
from reviews.models import Score, Submission
from reviews.queries.cells import term_cells

BAND_CODES = [(band.code, band.word) for band in BANDS]
CHECK_STATES = [(state.value, state.value) for state in CheckState]
HIDDEN = "You see the reason once your own review is in."


@dataclass(frozen=True)
class ScoreSeen:
    """Points are 0 to 100, with one decimal; `low` and `high` bound what missing reviews can make of them."""

    points: float
    low: float
    high: float
    is_final: bool
    is_current: bool
    band: str
    band_word: str
    asks: str
    asks_word: str
    string: str
    computed_at: datetime


@dataclass(frozen=True)
class GateSeen:
    deal: str
    draft: int
    state: str
    digest: str
    is_open: bool
    is_hidden: bool
    checks: tuple[Check, ...]
    score: ScoreSeen | None
    seen: str | None


def gate_seen(draft: Draft, reader: User) -> GateSeen:
    """Who still owes a review learns neither the score nor why others block; it would lead their answer."""
    gate = gate_of(draft)
    hidden = {cells.term.position for cells in term_cells(draft, reader) if cells.is_hidden}
    return GateSeen(
        deal=draft.deal.number,
        draft=draft.number,
        state=draft.state,
        digest=draft.digest,
        is_open=gate.is_open,
        is_hidden=bool(hidden),
        checks=tuple(_check(check, hidden) for check in gate.checks),
        score=None if hidden or gate.score is None else _score(gate.score, is_current=gate.is_score_current),
        seen=None if hidden else _token(draft, gate),
    )


def _check(check: Check, hidden: set[int]) -> Check:
    if check.key.startswith("blocker-") and check.term_position in hidden:
        return Check(check.key, check.title, check.state, HIDDEN, "", check.term_position)
    return check


def _token(draft: Draft, gate: Gate) -> str | None:
    submission = Submission.objects.filter(draft=draft).first()
    return gate_token(submission, gate) if submission else None


def _score(score: Score, *, is_current: bool) -> ScoreSeen:
    band = band_of(score.tenths)
    asks = BAND_BY_CODE[score.gate if score.is_complete else score.route_at_least]
    return ScoreSeen(
        points=score.tenths / 10,
        low=(score.tenths if score.is_complete else score.low_tenths) / 10,
        high=(score.tenths if score.is_complete else score.high_tenths) / 10,
        is_final=score.is_complete,
        is_current=is_current,
        band=band.code,
        band_word=band.word,
        asks=asks.code,
        asks_word=asks.word,
        string=score.string,
        computed_at=score.computed_at,
    )


class CheckShown(serializers.Serializer):
    key = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(CHECK_STATES)
    reason = serializers.CharField()
    next_step = serializers.CharField()
    term = serializers.IntegerField(source="term_position", allow_null=True, help_text="Position of a term")


class ScoreShown(serializers.Serializer):
    """The delivery-pain score. Bands by their code: Low AUTO, Moderate MGR, High VP, Severe EXEC, BLOCKED."""

    points = serializers.FloatField(help_text="0 to 100, one decimal")
    low = serializers.FloatField(
        help_text="Least that missing reviews can make of it; `points` if none is missing"
    )
    high = serializers.FloatField()
    is_final = serializers.BooleanField(help_text="No review is missing")
    is_current = serializers.BooleanField(help_text="False: it is being computed anew")
    band = serializers.ChoiceField(BAND_CODES, help_text="What the number means")
    band_word = serializers.CharField()
    asks = serializers.ChoiceField(
        BAND_CODES, help_text="As which band it is approved: number and rules together"
    )
    asks_word = serializers.CharField()
    string = serializers.CharField(help_text="Recompute it with `manage.py score --string`")
    computed_at = Moment()


class GateShown(serializers.Serializer):
    deal = serializers.CharField()
    draft = serializers.IntegerField()
    state = serializers.ChoiceField(DraftState.choices)
    digest = serializers.CharField(help_text="SHA-256 of the draft; empty while it is written")
    is_open = serializers.BooleanField(help_text="Every check has passed")
    is_hidden = serializers.BooleanField(help_text="You owe a review, so score and reasons are left out")
    checks = CheckShown(many=True)
    score = ScoreShown(allow_null=True)
    seen = serializers.CharField(allow_null=True, help_text="Send it with your decision")
