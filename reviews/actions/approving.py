from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity.record import record
from contracts.models import Draft
from contracts.workflow import DRAFT_MOVES
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions.drafts import locked_draft
from reviews.actions.scoring import rescore
from reviews.actions.voiding import void_approvals
from reviews.gate import CheckState, Gate, gate_of
from reviews.models import Approval, Decision, Submission
from reviews.policy import may_approve, must_be_in_review
from reviews.steps import Step, StepState

ENDING = {Decision.SEND_BACK: "send_back", Decision.REJECT: "reject"}
VERBS = {
    Decision.APPROVE: "approval.given",
    Decision.CONDITIONS: "approval.given",
    Decision.SEND_BACK: "draft.sent_back",
    Decision.REJECT: "draft.rejected",
}


@transaction.atomic
def decide(draft: Draft, decision: str, *, by: User, seen_digest: str, note: str = "") -> Approval:
    """Approve, approve with conditions, send back or reject, as the step that waits for the person.

    `seen_digest` is the submission digest and score that the approver was shown, as
    `gate_token()` gives it: a decision about anything else is refused. Send back, reject and
    conditions need a note. Send back and reject end the draft's review.
    """
    may_approve(draft.deal, by=by)
    if decision not in Decision.values:
        raise Refused("Choose one of: approve, approve with conditions, send back, reject.")
    if decision != Decision.APPROVE and not note.strip():
        raise Refused("Write the reason or the condition; the rep reads it.")
    draft = locked_draft(draft)
    must_be_in_review(draft)
    submission = Submission.objects.select_related("policy").get(draft=draft)
    rescore(submission.pk)
    gate = gate_of(draft)
    if gate_token(submission, gate) != seen_digest:
        raise Refused("The draft or its score has changed since you opened it. Read it again, then decide.")
    approval = _write(submission, gate, waiting_step(gate, by), decision, by, note)
    if decision in ENDING:
        DRAFT_MOVES.apply(draft, ENDING[Decision(decision)])
        void_approvals(draft, f"{by} {approval.get_decision_display().lower()} the draft.")
    record(
        VERBS[Decision(decision)],
        chain=draft.deal.chain,
        by=by,
        keys={"draft": draft.pk, "submission": submission.pk, "approval": approval.pk},
        decision=decision,
        note=note.strip(),
        step=approval.step,
    )
    return approval


def gate_token(submission: Submission, gate: Gate) -> str:
    """What a decision is bound to: the submission's digest and the score that stands."""
    score = gate.score.input_digest if gate.score and gate.is_score_current else "none"
    version = gate.score.facts_version if gate.score else 0
    return f"{submission.digest}.{version}.{score}"


def waiting_step(gate: Gate, person: User) -> Step:
    """The open step that waits for the person. Raises a sentence when there is none."""
    hindered = [check for check in gate.failed if not check.key.startswith("step-")]
    hindered += [check for check in gate.pending if not check.key.startswith("step-")]
    if hindered:
        raise Refused(f"Not yet: {hindered[0].reason or hindered[0].title}")
    for step in gate.steps:
        if step.state == StepState.OPEN and person in step.candidates:
            if any(approval.approver_id == person.pk for approval in step.given):
                raise Refused("You have decided already; your approval stands.")
            return step
    raise Forbidden("No step of this deal waits for you.")


def _write(submission: Submission, gate: Gate, step: Step, decision: str, by: User, note: str) -> Approval:
    if gate.score is None or any(check.state == CheckState.FAILED for check in gate.checks):
        raise Refused(f"Not yet: {gate.why_closed}")
    if Approval.objects.filter(submission=submission, approver=by, voided_at=None).exists():
        raise Refused("You have decided on this draft already; two approvals need two people.")
    return Approval.objects.create(
        submission=submission,
        score=gate.score,
        draft_digest=submission.digest,
        step=step.number,
        approver=by,
        roles_held=sorted(by.roles),
        decision=decision,
        note=note.strip(),
        at=timezone.now(),
    )
