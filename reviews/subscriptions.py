"""Which task an event of this app rings. Rooms above and below stay out of it."""

from activity.listeners import subscribe

SCORED_VERBS = ("draft.submitted", "review.recorded", "condition.accepted")
"""Events after which the score is due anew; they carry the submission's id."""

CONCERN_VERBS = ("concern.raised", "concern.answered")
"""Events after which renewals of the customer are due anew; they carry the concern's id."""

TOLD_VERBS = (
    "draft.submitted",
    "draft.withdrawn",
    "draft.sent_back",
    "draft.rejected",
    "draft.cleared",
    "review.recorded",
    "counter.accepted",
    "score.computed",
    "approval.given",
    "void.asked",
    "clearance.voided",
)
"""Events of which somebody may have to hear (reviews/notices.py says who)."""


def subscribe_all() -> None:
    for verb in SCORED_VERBS:
        subscribe(verb, task="reviews.rescore", queue="gate", key="submission")
    for verb in CONCERN_VERBS:
        subscribe(verb, task="reviews.rescore_renewals", queue="gate", key="concern")
    for verb in TOLD_VERBS:
        subscribe(verb, task="reviews.announce", queue="notify")
