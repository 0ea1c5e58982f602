"""Reviews as the review component shows them."""

from dataclasses import dataclass

from dealdesk.kit.spans import MINUTES_AN_HOUR, NBSP
from reviews.engine.anchors import LEVEL_WORDS
from reviews.models import Review, Verdict

TONES = {
    Verdict.DELIVERABLE: "good",
    Verdict.CONDITIONS: "caution",
    Verdict.COUNTER: "accent",
    Verdict.BLOCKER: "bad",
}


@dataclass(frozen=True)
class AnswerRow:
    """One function's judgement of a term, in words; effort is low / likely / high."""

    function_code: str
    function: str
    person: str
    level: int
    level_word: str
    effort: str
    effort_unit: str
    confidence: str
    verdict: str
    verdict_tone: str
    note: str
    reasons: str


def answer_row(review: Review) -> AnswerRow:
    """Needs the review's reviewer and function loaded."""
    function = review.request.function
    return AnswerRow(
        function_code=function.code,
        function=function.name,
        person=_person(review),
        level=review.level,
        level_word=LEVEL_WORDS[review.level],
        effort=effort_text(review),
        effort_unit="hours",
        confidence=f"{review.confidence}{NBSP}%",
        verdict=review.get_verdict_display(),
        verdict_tone=TONES[Verdict(review.verdict)],
        note=_note(review),
        reasons=review.reasons,
    )


def _person(review: Review) -> str:
    """Both names where somebody stood in."""
    instead = review.on_behalf_of
    return f"{review.reviewer.name} for {instead.name}" if instead else review.reviewer.name


def effort_text(review: Review) -> str:
    """Work once and, where there is any, a month: 8 / 16 / 40, then 2 / 4 / 8 a month."""
    once, monthly = _three(review.once), _three(review.monthly)
    if not monthly:
        return once or "none"
    return f"{once}, then {monthly} a month" if once else f"{monthly} a month"


def _three(minutes: tuple[int, int, int]) -> str:
    if not any(minutes):
        return ""
    return " / ".join(f"{point / MINUTES_AN_HOUR:,.1f}".removesuffix(".0") for point in minutes)


def _note(review: Review) -> str:
    parts = []
    if review.condition:
        parts.append(f"If promised: {review.condition}")
    if review.residual_level is not None:
        state = "accepted" if review.condition_accepted_at else "not accepted yet"
        parts.append(f"Level {review.residual_level} then ({state}).")
    return " ".join([*parts, review.reasons]).strip()
