"""The canonical content of a clearance certificate; page and PDF render it, its digest identifies it."""

from datetime import datetime
from typing import Any

from accounts.models import User
from reviews.gate import Gate
from reviews.models import Approval, BrokenGlass, Submission
from reviews.queries.answers import standing_reviews
from reviews.steps import Step

SPEC = "DealDesk certificate 2"


def certificate_content(
    submission: Submission,
    gate: Gate,
    *,
    by: User,
    at: datetime,
    code: str,
    glass: BrokenGlass | None = None,
) -> dict[str, Any]:
    """Everything the certificate states, as text and integers, so that it reproduces from stored rows.

    Where the glass was broken it says so, by whom, why, and what the gate said; the score may be missing.
    """
    deal, score = submission.draft.deal, gate.score if gate.is_score_current else None
    if score is None and glass is None:
        raise ValueError("a certificate needs a score")
    return {
        "spec": SPEC,
        "code": code,
        "deal": deal.number,
        "name": deal.name,
        "customer": deal.customer.name,
        "kind": deal.kind,
        "owner": deal.owner.name,
        "currency": deal.currency,
        "committed_value": deal.committed_value,
        "months": deal.months,
        "draft": submission.draft.number,
        "draft_digest": submission.draft.digest,
        "submission_digest": submission.digest,
        "policy": [submission.policy.number, submission.policy.digest],
        "playbook": submission.draft.playbook.number,
        "score_tenths": score.tenths if score else None,
        "gate": score.gate if score else "",
        "string": score.string if score else "",
        "checks": [check.title for check in gate.passed],
        "terms": _terms(submission),
        "reviews": _reviews(submission),
        "decisions": [_decision(approval, step) for step in gate.steps for approval in step.given],
        "cleared_by": by.name,
        "cleared_at": at.isoformat(),
        **({"broken_glass": _broken(glass)} if glass is not None else {}),
    }


def _broken(glass: BrokenGlass) -> dict[str, Any]:
    confirmed_by, confirmed_at = glass.confirmed_by, glass.confirmed_at
    if confirmed_by is None or confirmed_at is None:
        raise ValueError("nobody has confirmed it")
    return {
        "asked_by": glass.asked_by.name,
        "asked_at": glass.asked_at.isoformat(),
        "confirmed_by": confirmed_by.name,
        "confirmed_at": confirmed_at.isoformat(),
        "reason": glass.reason,
        "gate_said": glass.why_closed.splitlines(),
    }


def _terms(submission: Submission) -> list[list[str]]:
    terms = submission.draft.terms.select_related("type").order_by("position")
    return [[term.key, term.type.name, "standard" if term.is_standard else "non-standard"] for term in terms]


def _reviews(submission: Submission) -> list[dict[str, Any]]:
    return [
        {
            "term": review.request.term.key,
            "function": review.request.function.name,
            "reviewer": review.reviewer.name,
            "level": review.level,
            "verdict": review.verdict,
            "condition": review.condition,
            "at": review.answered_at.isoformat(),
        }
        for review in standing_reviews(submission.draft)
    ]


def _decision(approval: Approval, step: Step) -> dict[str, Any]:
    return {
        "step": approval.step_key,
        "asked": step.label,
        "approver": approval.approver.name,
        "on_behalf_of": approval.on_behalf_of.name if approval.on_behalf_of else "",
        "kept_because": approval.kept_because,
        "decision": approval.decision,
        "note": approval.note,
        "at": approval.at.isoformat(),
    }
