from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity.record import record
from contracts.models import Draft
from contracts.workflow import DRAFT_MOVES
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions.asks import sync_asks
from reviews.actions.conditions import AskedCondition, attach_condition
from reviews.actions.drafts import locked_draft
from reviews.actions.scoring import rescore
from reviews.actions.voiding import end_asks, void_approvals
from reviews.gate import Gate, gate_of
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
def decide(
    draft: Draft,
    decision: str,
    *,
    by: User,
    seen_digest: str,
    note: str = "",
    condition: AskedCondition | None = None,
) -> Approval:
    """Approve, approve with conditions, send back or reject: one decision in every step that waits for
    the person.

    `seen_digest` is the submission digest and score that the approver was shown, as
    `gate_token()` gives it: a decision about anything else is refused. Send back, reject and
    conditions need a note; `condition` gives that note an owner and a day. Send back and reject end
    the draft's review.
    """
    may_approve(draft.deal, by=by)
    if decision not in Decision.values:
        raise Refused("Choose one of: approve, approve with conditions, send back, reject.")
    if decision != Decision.APPROVE and not note.strip():
        raise Refused("Write the reason or the condition; the rep reads it.")
    draft = locked_draft(draft)
    must_be_in_review(draft)
    submission = Submission.objects.select_related("policy", "draft__deal__owner").get(draft=draft)
    rescore(submission.pk)
    gate = gate_of(draft)
    if gate_token(submission, gate) != seen_digest:
        raise Refused("The draft or its score has changed since you opened it. Read it again, then decide.")
    steps = waiting_steps(gate, by)
    at = timezone.now()
    approvals = [_write(submission, gate, step, decision, by, note, at) for step in steps]
    if condition is not None and decision == Decision.CONDITIONS:
        attach_condition(approvals[0], condition)
    if decision in ENDING:
        _end_review(draft, approvals[0], by)
    _record(draft, approvals[0], [step.label for step in steps], by)
    if decision not in ENDING:
        sync_asks(submission)
    return approvals[0]


def _end_review(draft: Draft, approval: Approval, by: User) -> None:
    reason = f"{by} {approval.get_decision_display().lower()} the draft."
    DRAFT_MOVES.apply(draft, ENDING[Decision(approval.decision)])
    void_approvals(draft, reason)
    end_asks(draft, reason)


def _record(draft: Draft, approval: Approval, steps: list[str], by: User) -> None:
    record(
        VERBS[Decision(approval.decision)],
        chain=draft.deal.chain,
        by=by,
        keys={"draft": draft.pk, "submission": approval.submission_id, "approval": approval.pk},
        decision=approval.decision,
        note=approval.note,
        step=approval.step,
        steps=steps,
        on_behalf_of=approval.on_behalf_of.name if approval.on_behalf_of else "",
    )


def gate_token(submission: Submission, gate: Gate) -> str:
    """What a decision is bound to: the submission's digest and the score that stands."""
    score = gate.score.input_digest if gate.score and gate.is_score_current else "none"
    version = gate.score.facts_version if gate.score else 0
    return f"{submission.digest}.{version}.{score}"


def waiting_steps(gate: Gate, person: User) -> list[Step]:
    """The open steps that wait for the person. Raises a sentence when there is none.

    What else keeps the gate closed hinders an approval too, but for evidence that is yet to be shown.
    """
    hindered = [check for check in gate.failed if not check.key.startswith("step-")]
    hindered += [check for check in gate.pending if not check.key.startswith(("step-", "evidence-"))]
    if hindered:
        raise Refused(f"Not yet: {hindered[0].reason or hindered[0].title}")
    open_ = [step for step in gate.steps if step.state == StepState.OPEN and step.seat_of(person)]
    waiting = [step for step in open_ if all(given.approver_id != person.pk for given in step.given)]
    if waiting:
        return waiting
    if open_ or any(given.approver_id == person.pk for step in gate.steps for given in step.given):
        raise Refused("You have decided already; your approval stands.")
    raise Forbidden("No step of this deal waits for you.")


def _write(
    submission: Submission, gate: Gate, step: Step, decision: str, by: User, note: str, at: datetime
) -> Approval:
    seat = step.seat_of(by)
    if gate.score is None or seat is None:
        raise Refused(f"Not yet: {gate.why_closed}")
    return Approval.objects.create(
        submission=submission,
        score=gate.score,
        draft_digest=submission.digest,
        step=step.order,
        step_key=step.key,
        tested=dict(step.tested),
        on_behalf_of=seat.principal,
        approver=by,
        roles_held=sorted(by.roles),
        decision=decision,
        note=note.strip(),
        at=at,
    )
