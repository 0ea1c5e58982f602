"""The gate: the list of checks a draft must pass, derived anew from the tables each time it is asked.

Anything unknown, missing, stale or unreadable is a check that has not passed; the gate fails closed.
"""

from dataclasses import dataclass

from contracts.content import draft_digest
from contracts.models import Draft, DraftState
from reviews.checks.concerns import concern_checks
from reviews.checks.rules import rule_checks
from reviews.engine import assess
from reviews.engine.facts import DealFacts, InvalidFacts
from reviews.engine.rules import InvalidRulebook
from reviews.facts import UnknownCurrency, engine_policy, score_facts
from reviews.gate_checks import Check, CheckState
from reviews.models import ReviewRequest, Score, Submission, Verdict
from reviews.queries.answers import by_author, current_score, latest_score, standing_reviews
from reviews.rulings import ruling_of, stored
from reviews.steps import Step, StepState, approval_steps


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
    checks += [*_own_review_checks(draft), *concern_checks(draft)]
    checks.append(staleness or _score_check(score))
    if score is not None and staleness is None:
        checks += [_band_check(score), *rule_checks(submission, score)]
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
    except (InvalidFacts, InvalidRulebook, UnknownCurrency) as problem:
        reason = f"The score cannot be computed: {problem}"
        return Check("score", title, CheckState.FAILED, reason, "Tell the deal desk, who keeps the policy.")
    score = current_score(submission)
    if (
        score is not None
        and score.input_digest == facts.digest
        and not _is_overruled(submission, facts, score)
    ):
        return None
    reason = "The score is being computed from the latest reviews."
    if score is not None:
        reason = "Something that counts has changed since the score was computed."
    return Check("score", title, CheckState.PENDING, reason, "It is computed within seconds.")


def _is_overruled(submission: Submission, facts: DealFacts, score: Score) -> bool:
    """Would the policy's rules demand something else by now? Open concerns and the signing day move."""
    _, ruling = ruling_of(submission, facts, assess(facts, engine_policy(submission.policy)))
    return stored(ruling) != score.ruling


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
    key = f"step-{step.key}"
    if step.state == StepState.PASSED:
        return Check(key, step.label, CheckState.PASSED, f"Approved by {given_by(step)}.")
    if step.state == StepState.IMPOSSIBLE:
        reason = f"{step.label}: there are too few people who may."
        return Check(key, step.label, CheckState.FAILED, reason, "Ask the deal desk to name an approver.")
    if step.state == StepState.LATER:
        return Check(key, step.label, CheckState.PENDING, f"{step.label}, after the step before it.")
    waits = f"{step.label}: waiting for {waited_for(step)}."
    return Check(key, step.label, CheckState.PENDING, waits, "They were told.")


def given_by(step: Step) -> str:
    """Who approved, with both names where somebody stood in, and that it was kept where it was."""
    said = []
    for approval in step.given:
        name = (
            f"{approval.approver} for {approval.on_behalf_of}"
            if approval.on_behalf_of
            else approval.approver.name
        )
        said.append(f"{name} (kept: {approval.kept_because})" if approval.kept_because else name)
    return " and ".join(said)


def waited_for(step: Step) -> str:
    """Those who have yet to approve: by name, or as “1 of …” where any of several may."""
    left = [seat.shown for seat in step.waiting]
    if len(left) <= step.missing:
        return " and ".join(left)
    return f"{step.missing} of {', '.join(left)}"
