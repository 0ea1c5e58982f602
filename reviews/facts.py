"""The deal document of DD:1.0 for a submission, built from what the tables hold at this moment."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from contracts.models import DealKind
from dealdesk.kit.refusals import Refused
from reviews.engine.correcting import corrected
from reviews.engine.facts import Cell, DealFacts, Estimate, Policy
from reviews.engine.learned import Learned
from reviews.engine.merge import merge_answers
from reviews.loads import own_minutes
from reviews.models import PolicyVersion, Review, ReviewRequest, Submission
from reviews.queries.answers import standing_reviews


class UnknownCurrency(Refused):
    """The policy has no exchange rate for the deal's currency, so its value cannot be compared."""


def engine_policy(policy: PolicyVersion) -> Policy:
    return Policy.from_document(policy.document["engine"])


def learned_in(policy: PolicyVersion) -> Learned:
    """What outcomes have taught under this version; nothing for most."""
    return Learned.from_document(policy.document.get("learned", {}))


def score_facts(submission: Submission) -> DealFacts:
    """Frozen inputs of the score. Raises InvalidFacts or UnknownCurrency; either keeps the gate closed."""
    reviews = list(standing_reviews(submission.draft))
    document: dict[str, Any] = {
        "spec": "DD:1.0",
        "policy": submission.policy.document["engine"]["id"],
        "value": _value(submission),
        "months": submission.draft.frozen["months"],
        "cells": [],
        "required": _required(submission),
        "terms": _terms(submission),
        "cal": _calendar(submission, reviews),
    }
    if _has_open_concern(submission):
        document["open_concern"] = True
    cells = _cells(reviews, learned_in(submission.policy))
    document["cells"] = [cell.as_document() for cell in cells]
    disputed = [[cell.term, cell.function] for cell in cells if cell.is_disputed]
    if disputed:
        document["disputed"] = disputed
    return DealFacts.from_document(document)


def _value(submission: Submission) -> int:
    content = submission.draft.frozen
    return company_value(content["committed_value"], content["currency"], submission.policy)


def company_value(amount: int, currency: str, policy: PolicyVersion) -> int:
    """An amount in minor units of the company's currency, by the policy's exchange rates.

    Raises UnknownCurrency when the policy has no rate.
    """
    rates = policy.document["exchange_rates"]
    if currency not in rates:
        raise UnknownCurrency(f"The policy has no exchange rate for {currency}.")
    value: int = (amount * rates[currency] + 500) // 1000
    return value


def company_currency(policy: PolicyVersion) -> str:
    """The currency in which scores reckon money: the one that the policy exchanges at par."""
    rates: dict[str, int] = policy.document["exchange_rates"]
    return next((code for code, rate in rates.items() if rate == 1000), "EUR")


def _required(submission: Submission) -> list[list[str]]:
    requests = ReviewRequest.objects.filter(term__draft=submission.draft)
    pairs = requests.values_list("term__position", "function__code")
    return sorted([f"T{position}", code] for position, code in pairs)


def _terms(submission: Submission) -> dict[str, dict[str, Any]]:
    terms = submission.draft.terms.filter(is_standard=False).select_related("type")
    return {term.key: {"n": term.obligation_count, "k": term.type.code} for term in terms}


def _cells(reviews: list[Review], learned: Learned) -> list[Cell]:
    """One for each term and function, from its answers as they count: each corrected by what was learned of
    its reviewer. Whether reviewers stand apart is a matter of what they said."""
    answers: dict[tuple[int, str], list[Review]] = defaultdict(list)
    for review in reviews:
        answers[review.request.term.position, review.request.function.code].append(review)
    return [_merged(answers[key], learned) for key in sorted(answers)]


def _merged(reviews: list[Review], learned: Learned) -> Cell:
    said = [answered_cell(review) for review in reviews]
    counting = [
        corrected(cell, learned.habit(review.reviewer_id)) for cell, review in zip(said, reviews, strict=True)
    ]
    return replace(merge_answers(counting), is_disputed=merge_answers(said).is_disputed)


def answered_cell(review: Review) -> Cell:
    """One answer as it was given."""
    is_accepted = review.condition_accepted_at is not None and review.residual_level is not None
    return Cell(
        term=review.request.term.key,
        function=review.request.function.code,
        level=review.level * 10,
        confidence=review.confidence,
        once=Estimate(*review.once),
        monthly=Estimate(*review.monthly),
        blocker=True if review.is_blocker else None,
        residual=None if review.residual_level is None else review.residual_level * 10,
        accepted=True if is_accepted else None,
    )


def _calendar(submission: Submission, reviews: list[Review]) -> dict[str, list[list[int]]]:
    content = submission.draft.frozen
    own = own_minutes(reviews, content["delivery_months"], content["months"])
    calendar: dict[str, list[list[int]]] = {}
    for code, months in submission.calendar.items():
        added = own.get(code, [0] * len(months))
        calendar[code] = [[*month, minutes] for month, minutes in zip(months, added, strict=True)]
    return calendar


def _has_open_concern(submission: Submission) -> bool:
    deal = submission.draft.deal
    return deal.kind == DealKind.RENEWAL and deal.customer.concerns.filter(answered_at=None).exists()
