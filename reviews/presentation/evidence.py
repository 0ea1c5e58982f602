"""What the policy wants to be shown, as the deal's page shows it: who may show it, who did, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from contracts.models import DraftState
from dealdesk.kit.refusals import Forbidden
from reviews.models import Evidence, Score, Submission
from reviews.policy_verbs import may_show_evidence


@dataclass(frozen=True)
class EvidenceLine:
    """`place` counts from 1. `wants` is text or link. `refusal` says why the reader may not
    show it, empty when they may; `withdraw_id` is what they may take back."""

    place: int
    key: str
    title: str
    wants: str
    reasons: Sequence[str]
    text: str
    by: str
    at: datetime | None
    refusal: str
    withdraw_id: int | None

    @property
    def is_link(self) -> bool:
        return self.wants == "link"


def evidence_lines(submission: Submission, score: Score | None, reader: User) -> list[EvidenceLine]:
    """As the score's rules ask; empty where the policy asks for nothing of the kind."""
    if score is None or not score.ruling.get("checks"):
        return []
    shown = _shown(submission)
    asked = enumerate(score.ruling["checks"], 1)
    return [_line(submission, place, entry, shown, reader) for place, entry in asked]


def _shown(submission: Submission) -> dict[str, Evidence]:
    standing = Evidence.objects.filter(submission=submission, withdrawn_at=None).select_related("by")
    return {evidence.check_key: evidence for evidence in standing}


def _line(
    submission: Submission, place: int, asked: dict[str, Any], shown: dict[str, Evidence], reader: User
) -> EvidenceLine:
    evidence = shown.get(asked["key"])
    is_open = submission.draft.state == DraftState.IN_REVIEW
    refusal = _refusal(submission, asked, reader)
    may_withdraw = evidence is not None and is_open and (not refusal or evidence.by_id == reader.pk)
    return EvidenceLine(
        place=place,
        key=asked["key"],
        title=asked["title"],
        wants=asked["evidence"],
        reasons=asked["reasons"],
        text=evidence.text if evidence else "",
        by=evidence.by.name if evidence else "",
        at=evidence.at if evidence else None,
        refusal=refusal if is_open else "Nothing more can be shown for this draft.",
        withdraw_id=evidence.pk if evidence and may_withdraw else None,
    )


def _refusal(submission: Submission, asked: dict[str, Any], reader: User) -> str:
    try:
        may_show_evidence(submission, asked, by=reader)
    except Forbidden as refusal:
        return str(refusal)
    return ""
