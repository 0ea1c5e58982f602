"""What an approver reads before deciding: the explanation first, then the form."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from contracts.models import Deal, Draft
from dealdesk.kit.refusals import Forbidden, Refused
from dealdesk.kit.spans import in_short
from reviews.actions.approving import gate_token, waiting_steps
from reviews.gate import Gate, gate_of, waited_for
from reviews.models import Approval, Submission
from reviews.presentation.commitments import Commitment, FunctionVoice, commitments_of, voices_of
from reviews.presentation.concerns import ConcernLine, concern_lines
from reviews.presentation.gate_box import Line, notes_of
from reviews.presentation.load import LoadRow, load_rows
from reviews.presentation.score import ScoreView, names_in, score_view
from reviews.presentation.shaping import Shape, shape_of
from reviews.queries.again import Again, asked_again
from reviews.queries.cells import term_cells
from reviews.queries.decisions import decisions_on
from reviews.steps import Step, StepState

STEP_STATES = {StepState.PASSED: "passed", StepState.IMPOSSIBLE: "failed"}


@dataclass(frozen=True)
class ApprovalPage:
    """`mine` are the steps that wait for the reader; without any, `hindrance` says why there is none.

    `token` is what a decision is bound to: the submission and the score shown here.
    """

    deal: Deal
    draft: Draft
    score: ScoreView | None
    commitments: list[Commitment]
    voices: list[FunctionVoice]
    load: list[LoadRow]
    shape: Shape | None
    concerns: list[ConcernLine]
    steps: list[Line]
    earlier: list[Line]
    problems: list[Line]
    mine: list[Step]
    again: list[Again]
    notes: tuple[str, ...]
    hindrance: str
    token: str

    @property
    def has_promises(self) -> bool:
        return any(commitment.promises for commitment in self.commitments)


def approval_page(draft: Draft, reader: User) -> ApprovalPage:
    """For a draft that was submitted; its number of queries does not grow with terms or reviews."""
    submission = Submission.objects.select_related("policy").get(draft=draft)
    cells, gate = term_cells(draft, reader), gate_of(draft)
    score = score_view(gate.score, cells, is_current=gate.is_score_current) if gate.score else None
    mine, hindrance = _turn(gate, reader)
    is_veiled = any(found.is_hidden for found in cells)
    return ApprovalPage(
        deal=draft.deal,
        draft=draft,
        score=score,
        commitments=commitments_of(cells),
        voices=voices_of(cells),
        load=load_rows(score.score, names_in(cells)) if score and not is_veiled else [],
        shape=shape_of(score.score, cells) if score and mine else None,
        concerns=concern_lines(
            draft.deal.customer.concerns.filter(answered_at=None).select_related("owner"),
            reader,
            deal=draft.deal,
        ),
        steps=[_step_line(listed) for listed in gate.steps],
        earlier=_earlier(draft),
        problems=[] if is_veiled else [Line("failed", check.title, check.reason) for check in gate.failed],
        mine=mine,
        again=asked_again(submission, gate.score, mine) if gate.score and mine else [],
        notes=() if is_veiled else notes_of(gate),
        hindrance=hindrance,
        token=gate_token(submission, gate),
    )


def _turn(gate: Gate, reader: User) -> tuple[list[Step], str]:
    try:
        return waiting_steps(gate, reader), ""
    except (Refused, Forbidden) as refusal:
        return [], str(refusal)


def names_of(approval: Approval) -> str:
    """Who decided, and in whose place."""
    principal = approval.on_behalf_of
    return f"{approval.approver} for {principal}" if principal else str(approval.approver)


def _step_line(step: Step) -> Line:
    state = STEP_STATES.get(step.state, "pending")
    given = [f"{names_of(approval)}: {approval.get_decision_display().lower()}" for approval in step.given]
    notes = [f"“{approval.note}”" for approval in step.given if approval.note]
    if step.state == StepState.LATER:
        return Line(state, step.label, " ".join(["After the step before it.", *step.reasons]))
    waiting = [] if step.state == StepState.PASSED else [f"waiting for {waited_for(step)}"]
    said = "; ".join([*given, *notes, *waiting])
    return Line(state, step.label, ". ".join([said, *step.reasons]) if step.reasons else said)


def _earlier(draft: Draft) -> list[Line]:
    """Decisions on the deal that do not stand any more, the newest first."""
    return [
        Line(
            "",
            f"{names_of(approval)}: {approval.get_decision_display().lower()}",
            _told(approval.submission.draft.number, approval.at, approval.note, approval.void_reason),
        )
        for approval in decisions_on(draft.deal)
    ]


def _told(number: int, at: datetime, note: str, void_reason: str) -> str:
    when = in_short(timezone.localtime(at), timezone.localtime())
    quote = f" “{note}”" if note else ""
    return f"Draft {number}, {when}.{quote} {void_reason}".strip()
