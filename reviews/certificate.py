"""The canonical content of a clearance certificate; page and PDF render it, its digest identifies it."""

from datetime import datetime
from typing import Any

from accounts.models import User
from reviews.gate import Gate
from reviews.models import Approval, Submission
from reviews.queries.answers import standing_reviews

SPEC = "DealDesk certificate 2"


def certificate_content(
    submission: Submission, gate: Gate, *, by: User, at: datetime, code: str
) -> dict[str, Any]:
    """Everything the certificate states, as text and integers, so that it reproduces from stored rows."""
    deal, score = submission.draft.deal, gate.score
    if score is None:
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
        "score_tenths": score.tenths,
        "gate": score.gate,
        "string": score.string,
        "checks": [check.title for check in gate.checks],
        "terms": _terms(submission),
        "reviews": _reviews(submission),
        "decisions": [_decision(approval) for step in gate.steps for approval in step.given],
        "cleared_by": by.name,
        "cleared_at": at.isoformat(),
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


def _decision(approval: Approval) -> dict[str, Any]:
    return {
        "step": approval.step_key,
        "approver": approval.approver.name,
        "on_behalf_of": approval.on_behalf_of.name if approval.on_behalf_of else "",
        "kept_because": approval.kept_because,
        "decision": approval.decision,
        "note": approval.note,
        "at": approval.at.isoformat(),
    }
