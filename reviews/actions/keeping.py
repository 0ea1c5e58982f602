"""Asked once: what an approver decided stands for the next draft where the policy's rules say so."""

from django.utils import timezone

from activity.record import record
from reviews.actions.conditions import copy_condition
from reviews.engine.rules import CheckAsked, StepAsked
from reviews.kept import judge, judge_approval
from reviews.models import Approval, Condition, Evidence, Score, Submission
from reviews.queries.earlier import earlier_approvals, earlier_submission
from reviews.rulings import steps_asked
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
    asked = {step.key: step for step in steps_asked(score)}
    kept = 0
    for approval in found:
        step = steps.get(approval.step_key)
        if step is None or step.seat_of(approval.approver) is None or _has_decided(step, approval):
            continue
        verdict = judge_approval(
            approval, asked.get(approval.step_key), submission.draft, submission.policy, score.gate
        )
        if verdict is not None and verdict.is_kept:
            _keep(approval, submission, score, step, verdict.because)
            kept += 1
    return kept


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
    _keep_condition(approval, kept)
    record(
        "approval.kept",
        chain=submission.draft.deal.chain,
        by=None,
        keys={"draft": submission.draft_id, "submission": submission.pk, "approval": kept.pk},
        approver=approval.approver.name,
        step=step.label,
        because=because,
    )


def _keep_condition(approval: Approval, kept: Approval) -> None:
    """The condition goes with what is kept. One decision in several steps has it at one of them, so it goes
    with the first that is kept."""
    same = Approval.objects.filter(
        submission=approval.submission, approver=approval.approver, at=approval.at, decision=approval.decision
    )
    bound = same.filter(condition__isnull=False).first()
    taken = Condition.objects.filter(
        submission=kept.submission, approval__approver=kept.approver, approval__voided_at=None
    )
    if bound is not None and not taken.exists():
        copy_condition(bound, kept)


def _keep_evidence(submission: Submission, score: Score, earlier: Submission) -> None:
    """What was shown stays shown where the rules that ask for it say `keep`, as with approvals. What was
    shown or withdrawn on this submission is left as it is."""
    asked = {entry["key"]: CheckAsked.from_document(entry) for entry in score.ruling.get("checks", [])}
    known = set(submission.evidence.values_list("check_key", flat=True))
    shown = Evidence.objects.filter(submission=earlier, withdrawn_at=None, check_key__in=asked.keys() - known)
    then = earlier.scores.filter(is_latest=True).first()
    before = {entry["key"]: entry for entry in then.ruling.get("checks", [])} if then else {}
    for evidence in shown.select_related("by"):
        if then is None or evidence.check_key not in before:
            continue
        verdict = judge(
            earlier,
            _as_step(CheckAsked.from_document(before[evidence.check_key])),
            _as_step(asked[evidence.check_key]),
            submission.draft,
            submission.policy,
            (then.gate, score.gate),
        )
        if verdict.is_kept:
            _carry(evidence, submission, asked[evidence.check_key])


def _as_step(check: CheckAsked) -> StepAsked:
    """A required check in the form in which keeping is judged."""
    return StepAsked(check.key, "check", 1, check.by, 1, check.rules, check.reasons, check.tested)


def _carry(evidence: Evidence, submission: Submission, check: CheckAsked) -> None:
    kept = Evidence.objects.create(
        submission=submission,
        check_key=evidence.check_key,
        text=evidence.text,
        tested=dict(check.tested),
        by=evidence.by,
        at=evidence.at,
        carried_from=evidence,
    )
    record(
        "evidence.kept",
        chain=submission.draft.deal.chain,
        by=None,
        keys={"draft": submission.draft_id, "submission": submission.pk, "evidence": kept.pk},
        title=check.title,
    )
