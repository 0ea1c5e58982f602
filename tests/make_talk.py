"""Makers of what people say to each other: offers, questions."""

from typing import Any

from django.utils import timezone

from reviews.models import CounterProposal, Question, ReviewRequest, Submission
from tests.make import Cast, review


def make_offer(cast: Cast, request: ReviewRequest, **fields: Any) -> CounterProposal:
    """A counter-proposal by the function's member, of 45 days unless said otherwise."""
    said = {
        "verdict": "counter_proposal",
        "counter_wording": "Net 45 days.",
        "reasons": "We can live with 45.",
    }
    return CounterProposal.objects.get(review=review(cast, request, 4, **{**said, **fields}))


def request_of(submission: Submission, type_code: str, function: str = "FIN") -> ReviewRequest:
    return ReviewRequest.objects.select_related("term__draft__deal__owner", "function").get(
        term__draft=submission.draft, term__type__code=type_code, function__code=function
    )


def make_question(submission: Submission) -> Question:
    """A question about the first term, as a row: for tests of addresses, which do not care who waits."""
    asked = ReviewRequest.objects.filter(term__draft=submission.draft).earliest("pk")
    lead = asked.function.lead
    return Question.objects.create(
        submission=submission, request=asked, text="How many?", by=lead, at=timezone.now()
    )
