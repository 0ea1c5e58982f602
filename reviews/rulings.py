"""What a policy's rules demand of a draft: the facts they are asked about, and what they answer."""

from collections import defaultdict
from math import ceil
from typing import Any

from accounts.models import User
from contracts.models import Draft
from contracts.queries.concerns import unsettled_concerns
from reviews.deal_facts import days_to_quarter_end, deal_facts
from reviews.engine import Assessment
from reviews.engine.capacity import function_months
from reviews.engine.facts import DealFacts
from reviews.engine.rules import Rulebook, Ruling, StepAsked, evaluate, from_bands
from reviews.engine.scales import CLOSED
from reviews.loads import mean_minutes
from reviews.models import PolicyVersion, Review, Score, Submission
from reviews.queries.answers import standing_reviews

MOST_KNOWN = 64
_known: dict[str, Rulebook] = {}


def rulebook_of(policy: PolicyVersion) -> Rulebook:
    """The rules of a policy version; those of before rules existed are read as rules.

    Versions never change, so each is read once a process, by its digest.
    """
    found = _known.get(policy.digest)
    if found is None:
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        document = policy.document
        found = Rulebook.from_document(document.get("rules") or from_bands(document["approvals"]))
        _known[policy.digest] = found
    return found


def ruling_of(
    submission: Submission, facts: DealFacts, assessment: Assessment
) -> tuple[dict[str, Any], Ruling]:
    """The facts of a submission at this moment, and what its policy's rules demand.

    What was frozen with the submission (customer, terms, who asked) is read from there; scores, answers,
    open concerns and the expected signing day are those of now.
    """
    draft = submission.draft
    known = {
        **submission.facts,
        **score_facts_of(facts, assessment),
        **standing_facts_of(draft),
    }
    known["terms"] = _answered(submission.facts.get("terms", []), list(standing_reviews(draft)), facts.months)
    return known, evaluate(rulebook_of(submission.policy), asked_about(known))


def forecast_facts(draft: Draft, policy: PolicyVersion, facts: DealFacts, *, by: User) -> dict[str, Any]:
    """What the rules are asked about for a draft that is being written, if it were reviewed as guessed."""
    known = {**deal_facts(draft, policy, by=by), **standing_facts_of(draft)}
    levels = {cell.term: cell.level // 10 for cell in facts.cells}
    known["terms"] = [
        {**term, "level": levels.get(term["key"], 1), "minutes": 0} for term in known.get("terms", [])
    ]
    return known


def without_terms(known: dict[str, Any], dropped: frozenset[str]) -> dict[str, Any]:
    """The facts with some terms fallen back to the standard."""
    terms = [
        {**term, "standard": True} if term["key"] in dropped else term for term in known.get("terms", [])
    ]
    left = [term for term in terms if not term["standard"]]
    return {
        **known,
        "terms": terms,
        "nonstandard_terms": len(left),
        "nonstandard_types": sorted({term["type"] for term in left}),
    }


def rules_on(
    policy: PolicyVersion, known: dict[str, Any], assessment: Assessment, facts: DealFacts
) -> Ruling:
    """The same rules for another score: what one concession would change."""
    return evaluate(rulebook_of(policy), asked_about({**known, **score_facts_of(facts, assessment)}))


RULING_FORMAT = 1
"""Counts up when rulings are worded otherwise, so that the sweep finds and rules anew what waits."""


def stored(ruling: Ruling) -> dict[str, Any]:
    """The ruling as a score keeps it."""
    return {"format": RULING_FORMAT, **ruling.as_document()}


def steps_asked(score: Score) -> tuple[StepAsked, ...]:
    return tuple(StepAsked.from_document(entry) for entry in score.ruling.get("steps", []))


def score_facts_of(facts: DealFacts, assessment: Assessment) -> dict[str, Any]:
    """Score, band, shares, cost and load; while reviews are missing, what is certain by now."""
    policy = assessment.policy
    tenths = assessment.shown_tenths
    margin = facts.value * policy.std_margin / 1000
    band = assessment.gate if assessment.gate != CLOSED else assessment.route_at_least
    return {
        "score": tenths / 10,
        "band": band,
        "share": _shares(assessment),
        "cost_share": _rounded_up(100 * assessment.cost.p80 / facts.value),
        "margin_erosion": _rounded_up(100 * assessment.cost.mean / margin),
        "overload": max((entry.per_cent for entry in function_months(facts)), default=0),
    }


def standing_facts_of(draft: Draft) -> dict[str, Any]:
    """What goes on changing while a draft is in review, and is asked anew each time."""
    return {
        "open_concerns": len(unsettled_concerns(draft.deal)),
        "days_to_quarter_end": days_to_quarter_end(draft.deal.expected_signing_on),
    }


def _shares(assessment: Assessment) -> dict[str, float]:
    """Each function's part of the score in per cent; every function that the policy knows has one."""
    points: dict[str, int] = defaultdict(int)
    for source, tenths in assessment.points.items():
        points[source.split(".")[1]] += tenths
    whole = sum(assessment.points.values())
    return {
        code: _rounded_up(100 * points.get(code, 0) / whole) if whole else 0.0
        for code in assessment.policy.rate
    }


def _rounded_up(per_cent: float) -> float:
    """To the next tenth: a threshold must not be missed because a figure was rounded down."""
    return ceil(round(per_cent * 10, 6)) / 10


def _answered(terms: list[dict[str, Any]], reviews: list[Review], months: int) -> list[dict[str, Any]]:
    """The terms with the highest level and the minutes that their reviews give them."""
    levels: dict[str, int] = {}
    minutes: dict[tuple[str, str], int] = {}
    for review in reviews:
        key = review.request.term.key
        levels[key] = max(levels.get(key, 0), review.level)
        spent = mean_minutes(review.once) + months * mean_minutes(review.monthly)
        cell = key, review.request.function.code
        minutes[cell] = max(minutes.get(cell, 0), spent)
    return [
        {
            **term,
            "level": levels.get(term["key"]),
            "minutes": sum(spent for (key, _), spent in minutes.items() if key == term["key"]),
        }
        for term in terms
    ]


def asked_about(known: dict[str, Any]) -> dict[str, Any]:
    """The facts in the form of the rules: terms without the key by which reviews find them."""
    terms = [{name: fact for name, fact in term.items() if name != "key"} for term in known.get("terms", [])]
    return {**known, "terms": terms}
