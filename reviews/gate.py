"""The gate: the list of checks a draft must pass, derived anew from the tables each time it is asked.

Anything unknown, missing, stale or unreadable is a check that has not passed; the gate fails closed.
"""

from dataclasses import dataclass
from enum import StrEnum

from contracts.content import draft_digest
from contracts.models import Draft, DraftState
from reviews.engine.facts import InvalidFacts
from reviews.facts import UnknownCurrency, score_facts
from reviews.models import ReviewRequest, Score, Submission, Verdict
from reviews.queries.answers import by_author, current_score, latest_score, standing_reviews
from reviews.steps import Step, StepState, approval_steps


class CheckState(StrEnum):
    PASSED = "passed"
    PENDING = "pending"
    FAILED = "failed"


@dataclass(frozen=True)
class Check:
    """One line of the gate: what must hold, how it stands, why, and what to do next."""

    key: str
    title: str
    state: CheckState
    reason: str = ""
    next_step: str = ""
    term_position: int | None = None


@dataclass(frozen=True)
class Gate:
    """Open only when every check has passed. `score` is the latest one, `is_score_current` whether it
    still speaks of the draft as it is now."""

    checks: tuple[Check, ...]
    score: Score | None
    is_score_current: bool
    steps: tuple[Step, ...] = ()

    @property
    def is_open(self) -> bool:
        return bool(self.checks) and all(check.state == CheckState.PASSED for check in self.checks)

    def having(self, state: CheckState) -> list[Check]:
        return [check for check in self.checks if check.state == state]

    @property
    def failed(self) -> list[Check]:
        return self.having(CheckState.FAILED)

    @property
    def pending(self) -> list[Check]:
        return self.having(CheckState.PENDING)

    @property
    def passed(self) -> list[Check]:
        return self.having(CheckState.PASSED)

    @property
    def why_closed(self) -> str:
        """One sentence with every reason, for the disabled button and for refusals."""
        return " ".join(check.reason or check.title for check in [*self.failed, *self.pending])


def gate_of(draft: Draft) -> Gate:
    """Derive the gate of a submitted draft. Call it under the deal's lock when something depends on it."""
    submission = Submission.objects.select_related("policy", "draft__deal__owner").filter(draft=draft).first()
    if submission is None:
        missing = Check("submitted", "The draft is submitted", CheckState.FAILED, "It was never submitted.")
        return Gate((missing,), None, False)
    score = latest_score(submission)
    staleness = _staleness(submission)
    steps: tuple[Step, ...] = ()
    checks = [_state_check(draft), _content_check(draft), *_review_checks(draft), *_blocker_checks(draft)]
    checks += _own_review_checks(draft)
    checks.append(staleness or _score_check(score))
    if score is not None and staleness is None:
        checks.append(_band_check(score))
        if score.is_complete:
            steps = tuple(approval_steps(submission, score))
            checks += [_step_check(step) for step in steps]
    return Gate(tuple(checks), score, score is not None and staleness is None, steps)


def _state_check(draft: Draft) -> Check:
    title = f"Draft {draft.number} is the current draft, and in review"
    if draft.is_current and draft.state in {DraftState.IN_REVIEW, DraftState.CLEARED, DraftState.SIGNED}:
        return Check("state", title, CheckState.PASSED)
    reason = f"Draft {draft.number} is {draft.get_state_display().lower()}."
    return Check("state", title, CheckState.FAILED, reason, "Make the next draft and submit it.")


def _content_check(draft: Draft) -> Check:
    title = "Nothing was changed since it was submitted"
    if draft_digest(draft) == draft.digest:
        return Check("content", title, CheckState.PASSED)
    reason = "The deal or its terms differ from what was submitted."
    return Check("content", title, CheckState.FAILED, reason, "Make the next draft and submit it.")


def _review_checks(draft: Draft) -> list[Check]:
    """One check for each missing review, or a single passed one."""
    requests = ReviewRequest.objects.filter(term__draft=draft).select_related("term__type", "function__lead")
    checks = [
        Check(
            f"review-{request.pk}",
            f"{request.function} reviews {request.term.type.name}",
            CheckState.PENDING,
            f"{request.function} has not reviewed {request.term.type.name} yet.",
            f"{request.function.lead or request.function} sees it in the queue.",
            request.term.position,
        )
        for request in requests
        if request.is_open
    ]
    covered = all(
        {request.function.code for request in requests if request.term_id == term.pk} == set(term.functions)
        for term in draft.terms.filter(is_standard=False)
    )
    if not covered:
        checks.append(
            Check(
                "routing", "Every required function was asked", CheckState.FAILED, "A function was not asked."
            )
        )
    if not checks:
        checks.append(Check("reviews", "Every required review is in", CheckState.PASSED))
    return checks


def _blocker_checks(draft: Draft) -> list[Check]:
    standing = standing_reviews(draft).filter(verdict=Verdict.BLOCKER)
    blockers = standing.select_related("request__term__type")
    if not blockers:
        return [Check("blocker", "No blocker stands", CheckState.PASSED)]
    return [
        Check(
            f"blocker-{review.pk}",
            "No blocker stands",
            CheckState.FAILED,
            f"{review.request.function} blocks {review.request.term.type.name}: {review.reasons[:200]}",
            f"Change the term in the next draft, or ask {review.reviewer} to lift the blocker.",
            review.request.term.position,
        )
        for review in blockers
    ]


def _own_review_checks(draft: Draft) -> list[Check]:
    """A failed check for each answer by somebody who has come to be an author of the deal since."""
    own = standing_reviews(draft).filter(by_author(draft.deal)).select_related("request__term__type")
    return [
        Check(
            f"own-{review.pk}",
            "Nobody reviewed what they wrote",
            CheckState.FAILED,
            f"{review.request.function} on {review.request.term.type.name}: "
            "who answered, or accepted its condition, has written in the deal since.",
            "Make the next draft; the function is asked anew.",
            review.request.term.position,
        )
        for review in own
    ]


def _staleness(submission: Submission) -> Check | None:
    """Why the latest score does not speak of the draft as it is now; None when it does."""
    title = "The score is up to date"
    try:
        facts = score_facts(submission)
    except (InvalidFacts, UnknownCurrency) as problem:
        reason = f"The score cannot be computed: {problem}"
        return Check("score", title, CheckState.FAILED, reason, "Tell the deal desk, who keeps the policy.")
    score = current_score(submission)
    if score is not None and score.input_digest == facts.digest:
        return None
    reason = "The score is being computed from the latest reviews."
    if score is not None:
        reason = "Something that counts has changed since the score was computed."
    return Check("score", title, CheckState.PENDING, reason, "It is computed within seconds.")


def _score_check(score: Score | None) -> Check:
    if score is None or not score.is_complete:
        reason = "It is an interval until all reviews are in."
        return Check("score", "The score is final", CheckState.PENDING, reason)
    return Check("score", "The score is up to date", CheckState.PASSED)


def _band_check(score: Score) -> Check:
    title = "The band can be approved"
    if score.gate == "BLOCKED":
        reason = "The band is Blocked: nobody can approve this draft."
        return Check("band", title, CheckState.FAILED, reason, "Change terms and make the next draft.")
    return Check("band", title, CheckState.PASSED)


def _step_check(step: Step) -> Check:
    key = f"step-{step.number}-{step.label}"
    if step.state == StepState.PASSED:
        by = " and ".join(approval.approver.name for approval in step.given)
        return Check(key, step.label, CheckState.PASSED, f"Approved by {by}.")
    if step.state == StepState.IMPOSSIBLE:
        reason = f"{step.label}: there are too few people who may."
        return Check(key, step.label, CheckState.FAILED, reason, "Ask the deal desk to name an approver.")
    if step.state == StepState.LATER:
        return Check(key, step.label, CheckState.PENDING, f"{step.label}, after the step before it.")
    waits = f"{step.label}: waiting for {waited_for(step)}."
    return Check(key, step.label, CheckState.PENDING, waits, "They were told.")


def waited_for(step: Step) -> str:
    """Those who have yet to approve: by name, or as “1 of …” where any of several may."""
    decided = {approval.approver_id for approval in step.given}
    left = [person.name for person in step.candidates if person.pk not in decided]
    if len(left) <= step.missing:
        return " and ".join(left)
    return f"{step.missing} of {', '.join(left)}"
