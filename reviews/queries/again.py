"""What an approver decided before, and what has changed of just that: why they are asked again."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.engine.rules import keeping
from reviews.models import Approval, Score, Submission
from reviews.queries.earlier import earlier_approvals, earlier_submission, new_nonstandard, origin_of
from reviews.rulings import rulebook_of, steps_asked
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
        step, now = waiting.get(approval.step_key), asked.get(approval.step_key)
        given = origin_of(approval)
        before = {known.key: known for known in steps_asked(given.score)}.get(approval.step_key)
        if step is None or now is None or before is None:
            continue
        verdict = keeping.judge(
            rulebook_of(submission.policy),
            before,
            now,
            band_before=given.score.gate,
            band_after=score.gate,
            new_terms=new_nonstandard(submission.draft, given.submission.draft),
        )
        found.append(Again(step.label, approval, verdict.because, verdict.changes))
    return found
