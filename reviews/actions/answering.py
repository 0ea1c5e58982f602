"""Record what a function says about a term."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity.record import record
from contracts.locks import lock_deal
from contracts.models import Rung
from dealdesk.kit.refusals import Refused
from reviews.actions.conditions import AskedCondition, attach_review_condition
from reviews.actions.rungs import offered_rung, with_rung
from reviews.actions.voiding import facts_changed
from reviews.actions.waiting import note_answer
from reviews.engine.limits import MOST_MINUTES
from reviews.models import CounterProposal, Review, ReviewRequest, Verdict
from reviews.policy import may_accept_condition, may_review, must_be_in_review

Minutes = tuple[int, int, int]


@dataclass(frozen=True)
class ReviewAnswer:
    """A judgement before it is recorded: level 1-5, confidence 20-100 %, efforts in minutes.

    `counter_wording` and `counter_value` go with the verdict counter-proposal, or a `counter_rung` of the
    type's ladder, which fills in what of the two is empty; `condition` and
    `residual_level` with conditions, and `condition_owner`, `condition_days` and `condition_lapses` where
    somebody has to see to the condition by a day. `feels_right` is recorded and never scored.
    """

    level: int
    confidence: int
    verdict: str
    once: Minutes = (0, 0, 0)
    monthly: Minutes = (0, 0, 0)
    condition: str = ""
    residual_level: int | None = None
    condition_owner: User | None = None
    condition_days: int | None = None
    condition_lapses: bool = False
    feels_right: bool | None = None
    reasons: str = ""
    counter_wording: str = ""
    counter_value: Decimal | None = None
    counter_rung: Rung | None = None

    @property
    def asked_condition(self) -> AskedCondition | None:
        """The condition, where it has an owner and a day."""
        if self.verdict != Verdict.CONDITIONS or self.condition_owner is None or self.condition_days is None:
            return None
        return AskedCondition(
            self.condition, self.condition_owner, self.condition_days, self.condition_lapses
        )


def check_answer(answer: ReviewAnswer) -> dict[str, str]:
    """What is wrong with an answer, by field, each a sentence that says what to do; empty if sound."""
    wrong: dict[str, str] = {}
    if not 1 <= answer.level <= 5:
        wrong["level"] = "Choose a level from 1 to 5."
    if not 20 <= answer.confidence <= 100:
        wrong["confidence"] = "Choose how sure you are, from 20 to 100 %."
    for name, triple in (("once", answer.once), ("monthly", answer.monthly)):
        if not 0 <= triple[0] <= triple[1] <= triple[2]:
            wrong[name] = "The three estimates must rise from good to likely to bad."
        elif triple[2] > MOST_MINUTES:
            wrong[name] = "This is more work than can be scored. Check the unit."
    if answer.verdict not in Verdict.values:
        wrong["verdict"] = "Choose a verdict."
    if answer.verdict == Verdict.COUNTER and not answer.counter_wording.strip():
        wrong["counter_wording"] = "Write the wording that you can live with."
    if answer.verdict == Verdict.CONDITIONS and not answer.condition.strip():
        wrong["condition"] = "Write the condition that must hold."
    if answer.verdict == Verdict.BLOCKER and not answer.reasons.strip():
        wrong["reasons"] = "Write why this must not be signed as it stands; the rep reads it."
    if (answer.condition_owner is None) != (answer.condition_days is None):
        wrong["condition_days"] = "Choose who sees to the condition and within how many days, or neither."
    if answer.condition_lapses and answer.condition_days is None:
        wrong["condition_days"] = "The clearance can lapse only after a number of days. Write how many."
    if answer.residual_level is not None and not 1 <= answer.residual_level <= answer.level:
        wrong["residual_level"] = "With the condition, the level must be the same or lower."
    if answer.residual_level is not None and answer.verdict != Verdict.CONDITIONS:
        wrong["residual_level"] = "A level with the condition goes with the verdict “With conditions”."
    return wrong


@transaction.atomic
def record_review(request: ReviewRequest, answer: ReviewAnswer, *, by: User) -> Review:
    """Record one person's answer for a function; an earlier answer of the same person is replaced.

    Raises Refused when the draft is no longer in review or the answer is unsound. Approvals given
    before end in the same transaction, and the score is due anew.
    """
    principal = may_review(request, by=by)
    answer = with_rung(answer, request.term)
    wrong = check_answer(answer)
    if wrong:
        raise Refused(" ".join(wrong.values()))
    deal = lock_deal(request.term.draft.deal_id)
    request = ReviewRequest.objects.select_related("term__draft__submission", "term__type", "function").get(
        pk=request.pk
    )
    draft = request.term.draft
    must_be_in_review(draft)
    now = timezone.now()
    request.reviews.filter(reviewer=by, replaced_at=None).update(replaced_at=now)
    review = _write(request, answer, by, principal)
    note_answer(request, now)
    facts_changed(draft.submission, f"{request.function} reviewed {request.term.type.name}.")
    record(
        "review.recorded",
        chain=deal.chain,
        by=by,
        keys={"draft": draft.pk, "submission": draft.submission.pk, "review": review.pk},
        term=request.term.type.name,
        function=request.function.name,
        level=answer.level,
        verdict=answer.verdict,
        on_behalf_of=principal.name if principal else "",
    )
    return review


def _write(request: ReviewRequest, answer: ReviewAnswer, by: User, principal: User | None) -> Review:
    once_low, once_likely, once_high = answer.once
    monthly_low, monthly_likely, monthly_high = answer.monthly
    review = Review.objects.create(
        request=request,
        reviewer=by,
        on_behalf_of=principal,
        level=answer.level,
        confidence=answer.confidence,
        once_low=once_low,
        once_likely=once_likely,
        once_high=once_high,
        monthly_low=monthly_low,
        monthly_likely=monthly_likely,
        monthly_high=monthly_high,
        verdict=answer.verdict,
        condition=answer.condition.strip(),
        residual_level=answer.residual_level,
        feels_right=answer.feels_right,
        reasons=answer.reasons.strip(),
        answered_at=timezone.now(),
    )
    if answer.verdict == Verdict.COUNTER:
        CounterProposal.objects.create(
            review=review,
            wording=answer.counter_wording.strip(),
            value=answer.counter_value,
            rung=offered_rung(answer),
        )
    if answer.asked_condition is not None:
        attach_review_condition(review, answer.asked_condition)
    return review


@transaction.atomic
def accept_condition(review: Review, *, by: User) -> None:
    """A second member of the function accepts the stated condition; only then the residual level counts."""
    may_accept_condition(review, by=by)
    draft = review.request.term.draft
    deal = lock_deal(draft.deal_id)
    draft.refresh_from_db()
    must_be_in_review(draft)
    if review.verdict != Verdict.CONDITIONS or review.replaced_at is not None:
        raise Refused("This review states no condition any more. Reload the page.")
    open_ = Review.objects.filter(pk=review.pk, condition_accepted_at=None, replaced_at=None)
    if open_.update(condition_accepted_at=timezone.now(), condition_accepted_by=by) != 1:
        raise Refused("The condition was accepted already.")
    facts_changed(draft.submission, f"{review.request.function} accepted a condition.")
    record(
        "condition.accepted",
        chain=deal.chain,
        by=by,
        keys={"draft": draft.pk, "submission": draft.submission.pk, "review": review.pk},
        term=review.request.term.type.name,
        function=review.request.function.name,
    )
