"""What the tests of the review page share: a sound answer, and where to send it."""

from reviews.models import Review, ReviewRequest, Submission
from tests.make import Cast

SOUND = {
    "level": "3",
    "once_low": "8",
    "once_likely": "16",
    "once_high": "40,5",
    "once_unit": "hours",
    "monthly_low": "",
    "monthly_likely": "",
    "monthly_high": "",
    "monthly_unit": "hours",
    "confidence": "80",
    "verdict": "deliverable",
    "condition": "",
    "residual_level": "",
    "start_from": "",
    "counter_wording": "",
    "reasons": "We did it for two customers.",
    "feels_right": "no",
}


def asked_of(cast: Cast, submission: Submission, code: str, type_code: str) -> ReviewRequest:
    return ReviewRequest.objects.get(
        term__draft=submission.draft, function=cast.functions[code], term__type__code=type_code
    )


def page_of(asked: ReviewRequest, more: str = "") -> str:
    return f"/reviews/{asked.pk}/{more}"


def answer_of(asked: ReviewRequest) -> Review:
    return Review.objects.get(request=asked, replaced_at=None)
