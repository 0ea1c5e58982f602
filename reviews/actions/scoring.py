import datetime as dt
import logging
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Function
from activity.record import record
from contracts.locks import lock_deal
from contracts.models import Draft, DraftState
from reviews.actions.asks import sync_asks
from reviews.actions.keeping import keep_approvals
from reviews.actions.voiding import facts_changed
from reviews.engine import Assessment, assess
from reviews.engine.facts import DealFacts, InvalidFacts
from reviews.engine.rules import InvalidRulebook, Ruling
from reviews.engine.scales import CLOSED, harder_band
from reviews.facts import UnknownCurrency, engine_policy, score_facts
from reviews.loads import HORIZON, months_from, own_minutes
from reviews.models import Score, ScoredLoad, Submission
from reviews.queries.answers import current_score, standing_reviews
from reviews.rulings import ruling_of, stored

log = logging.getLogger("dealdesk.scoring")


@transaction.atomic
def rescore(submission_id: int) -> Score | None:
    """Compute the score of a submission as it stands now, unless that is done already.

    Safe to call any number of times, from anywhere: under the deal's lock, one score is stored for
    each version of the facts. While the draft is in review, what changed without a review, such as a
    concern of the customer, makes a version of its own and ends approvals. Returns None, and leaves the
    gate closed, when the score cannot be computed.
    """
    draft_id = Submission.objects.values_list("draft_id", flat=True).get(pk=submission_id)
    deal = lock_deal(Draft.objects.values_list("deal_id", flat=True).get(pk=draft_id))
    submission = Submission.objects.select_related("policy", "draft__deal__customer").get(pk=submission_id)
    try:
        facts = score_facts(submission)
        assessment = assess(facts, engine_policy(submission.policy))
        rule_facts, ruling = ruling_of(submission, facts, assessment)
    except (InvalidFacts, InvalidRulebook, UnknownCurrency) as problem:
        log.warning("submission %s cannot be scored: %s", submission_id, problem)
        return None
    known = current_score(submission)
    is_settled = submission.draft.state != DraftState.IN_REVIEW
    is_same = known is not None and known.input_digest == facts.digest and known.ruling == stored(ruling)
    if known is not None and (is_settled or is_same):
        return known
    if known is not None:
        facts_changed(submission, "What the score is computed from has changed.")
    score = _store(submission, facts, assessment, rule_facts, ruling)
    record(
        "score.computed",
        chain=deal.chain,
        by=None,
        keys={"draft": draft_id, "submission": submission_id, "score": score.pk},
        tenths=score.tenths,
        low=score.low_tenths,
        high=score.high_tenths,
        gate=score.gate,
        string=score.string,
    )
    settle_steps(submission, score)
    return score


def settle_steps(submission: Submission, score: Score) -> None:
    """Keep what the rules let stand of earlier approvals, then ask whoever has to decide."""
    if submission.draft.state != DraftState.IN_REVIEW:
        return
    keep_approvals(submission, score)
    sync_asks(submission)


def rescore_deal(deal_id: int) -> None:
    """The deal was edited while in review: a rule may look at the expected signing day."""
    for draft in Draft.objects.filter(deal=deal_id, state=DraftState.IN_REVIEW, is_current=True):
        rescore(Submission.objects.get(draft=draft).pk)


def rescore_renewals(concern_id: int) -> None:
    """A concern was raised, answered or accepted: what the customer has in review may be ruled otherwise."""
    submissions = Submission.objects.filter(
        draft__deal__customer__concerns=concern_id,
        draft__state=DraftState.IN_REVIEW,
        draft__is_current=True,
    )
    for submission_id in submissions.values_list("pk", flat=True):
        rescore(submission_id)


def _store(
    submission: Submission,
    facts: DealFacts,
    assessment: Assessment,
    rule_facts: dict[str, Any],
    ruling: Ruling,
) -> Score:
    submission.scores.filter(is_latest=True).update(is_latest=False)
    score = Score.objects.create(
        submission=submission,
        facts_version=submission.facts_version,
        policy=submission.policy,
        inputs=facts.as_document(),
        input_digest=facts.digest,
        string=assessment.vector,
        tenths=1000 if assessment.is_blocked else assessment.tenths,
        low_tenths=assessment.low_tenths,
        high_tenths=assessment.high_tenths,
        gate=assessment.gate if assessment.gate == CLOSED else harder_band(assessment.gate, ruling.band),
        route_at_least=harder_band(assessment.route_at_least, ruling.band),
        rule_facts=rule_facts,
        ruling=stored(ruling),
        result=assessment.as_document(),
        computed_at=timezone.now(),
    )
    _store_loads(score, submission)
    return score


def _store_loads(score: Score, submission: Submission) -> None:
    content = submission.draft.frozen
    own = own_minutes(standing_reviews(submission.draft), content["delivery_months"], content["months"])
    ids = dict(Function.objects.values_list("code", "id"))
    months: list[dt.date] = months_from(submission.first_month_on, HORIZON)
    ScoredLoad.objects.bulk_create(
        ScoredLoad(score=score, function_id=ids[code], month_on=month, minutes=minutes)
        for code, spread in own.items()
        for month, minutes in zip(months, spread, strict=True)
        if minutes
    )
