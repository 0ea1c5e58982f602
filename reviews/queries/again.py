"""What an approver decided before, and what has changed of just that: why they are asked again."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.engine.rules import keeping
from reviews.kept import judge_approval
from reviews.models import Approval, Score, Submission
from reviews.queries.earlier import earlier_approvals, earlier_submission, origin_of
from reviews.rulings import steps_asked
from reviews.steps import Step


@dataclass(frozen=True)
class Again:
    """An earlier approval of a step that waits now: by whom, on which draft, why it is not kept, and the
    facts that its rules test, before and after."""

    label: str
    approval: Approval
    because: str
    changes: tuple[keeping.Change, ...]

    @property
    def draft_number(self) -> int:
        number: int = origin_of(self.approval).submission.draft.number
        return number


def asked_again(submission: Submission, score: Score, steps: Sequence[Step]) -> list[Again]:
    """For those of `steps` that somebody approved on the draft before; the oldest decision first."""
    earlier = earlier_submission(submission)
    if earlier is None:
        return []
    waiting = {step.key: step for step in steps}
    asked = {step.key: step for step in steps_asked(score)}
    found = []
    for approval in earlier_approvals(earlier):
        step = waiting.get(approval.step_key)
        verdict = judge_approval(
            approval, asked.get(approval.step_key), submission.draft, submission.policy, score.gate
        )
        if step is not None and verdict is not None:
            found.append(Again(step.label, approval, verdict.because, verdict.changes))
    return found
