"""Asked once: what an approver decided stands for the next draft where the policy's rules say so."""

from collections.abc import Iterable

from django.utils import timezone

from activity.record import record
from reviews.actions.conditions import copy_condition
from reviews.engine.rules import keeping
from reviews.models import Approval, Evidence, Score, Submission
from reviews.queries.earlier import (
    earlier_approvals,
    earlier_submission,
    new_nonstandard,
    origin_of,
)
from reviews.rulings import rulebook_of, steps_asked
from reviews.steps import Step, approval_steps


def keep_approvals(submission: Submission, score: Score) -> int:
    """Carry over each earlier approval whose step looks at nothing that changed; returns how many.

    Compared with what it was given on: the same step, the facts that its rules tested. Never when a new
    non-standard term appeared or the band rose, and only where every rule of the step says `keep`. An
    approver who may no longer decide is asked anew like everybody.
    """
    if not score.is_complete:
        return 0
    earlier = earlier_submission(submission)
    if earlier is None:
        return 0
    _keep_evidence(submission, score, earlier)
    found = list(earlier_approvals(earlier))
    if not found:
        return 0
    steps = {step.key: step for step in approval_steps(submission, score)}
    kept = 0
    for approval in found:
        step = steps.get(approval.step_key)
        if step is None or step.seat_of(approval.approver) is None or _has_decided(step, approval):
            continue
        verdict = _judge(approval, submission, score)
        if verdict is not None and verdict.is_kept:
            _keep(approval, submission, score, step, verdict.because)
            kept += 1
    return kept


def _judge(approval: Approval, submission: Submission, score: Score) -> keeping.Keeping | None:
    """None for a step that no rule asked for, such as one that people added: it is asked again.

    What was kept before is compared with what a person approved, so that small changes do not add up.
    """
    given = origin_of(approval)
    asked = {step.key: step for step in steps_asked(score)}.get(approval.step_key)
    before = {step.key: step for step in steps_asked(given.score)}.get(approval.step_key)
    if asked is None or before is None:
        return None
    return keeping.judge(
        rulebook_of(submission.policy),
        before,
        asked,
        band_before=given.score.gate,
        band_after=score.gate,
        new_terms=new_nonstandard(submission.draft, given.submission.draft),
    )


def _has_decided(step: Step, approval: Approval) -> bool:
    return any(given.approver_id == approval.approver_id for given in step.given)


def _keep(approval: Approval, submission: Submission, score: Score, step: Step, because: str) -> None:
    seat = step.seat_of(approval.approver)
    kept = Approval.objects.create(
        submission=submission,
        score=score,
        draft_digest=submission.digest,
        step=step.order,
        step_key=step.key,
        tested=dict(step.tested),
        on_behalf_of=seat.principal if seat else None,
        approver=approval.approver,
        roles_held=sorted(approval.approver.roles),
        decision=approval.decision,
        note=approval.note,
        carried_from=approval,
        kept_because=because[:300],
        at=timezone.now(),
    )
    copy_condition(approval, kept)
    record(
        "approval.kept",
        chain=submission.draft.deal.chain,
        by=None,
        keys={"draft": submission.draft_id, "submission": submission.pk, "approval": kept.pk},
        approver=approval.approver.name,
        step=step.label,
        because=because,
    )


def _keep_evidence(submission: Submission, score: Score, earlier: Submission) -> None:
    """What was shown stays shown while the facts that ask for it are the same."""
    asked = {entry["key"]: entry for entry in score.ruling.get("checks", [])}
    shown: Iterable[Evidence] = Evidence.objects.filter(
        submission=earlier, withdrawn_at=None, check_key__in=asked
    )
    known = set(submission.evidence.filter(withdrawn_at=None).values_list("check_key", flat=True))
    for evidence in shown:
        if evidence.check_key in known or evidence.tested != asked[evidence.check_key]["tested"]:
            continue
        Evidence.objects.create(
            submission=submission,
            check_key=evidence.check_key,
            text=evidence.text,
            tested=evidence.tested,
            by=evidence.by,
            at=evidence.at,
            carried_from=evidence,
        )
