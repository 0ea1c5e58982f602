"""Which task an event of this app rings. Rooms above and below stay out of it."""

from activity.listeners import subscribe

SCORED_VERBS = ("draft.submitted", "review.recorded", "condition.accepted")
"""Events after which the score is due anew; they carry the submission's id."""

CONCERN_VERBS = ("concern.raised", "concern.answered", "concern.accepted")
"""Events after which renewals of the customer are due anew; they carry the concern's id."""

TOLD_VERBS = (
    "draft.submitted",
    "draft.withdrawn",
    "draft.sent_back",
    "draft.rejected",
    "draft.cleared",
    "review.recorded",
    "counter.accepted",
    "counter.declined",
    "comment.made",
    "question.asked",
    "question.answered",
    "question.withdrawn",
    "score.computed",
    "approval.asked",
    "approval.kept",
    "approval.given",
    "approval.reassigned",
    "approver.added",
    "approver.released",
    "evidence.shown",
    "glass.asked",
    "glass.broken",
    "glass.declined",
    "void.asked",
    "clearance.voided",
    "condition.started",
    "condition.reminded",
    "condition.met",
    "draft.lapsed",
    "concern.accepted",
    "concern.assigned",
    "wait.reminded",
    "wait.escalated",
    "review.assigned",
    "absence.planned",
    "absence.changed",
    "absence.ended",
    "policy.proposed",
)
"""Events of which somebody may have to hear (reviews/notices.py says who)."""

PEOPLE_VERBS = (
    "role.granted",
    "role.revoked",
    "person.edited",
    "person.deactivated",
    "person.reactivated",
    "function.edited",
)
"""Events after which a step may be somebody else's to decide."""

ABSENCE_VERBS = ("absence.began", "absence.changed", "absence.ended", "absence.over")
"""Events after which others may be asked to approve; they carry the absence's id."""

POSTED_VERBS = (
    "draft.submitted",
    "draft.withdrawn",
    "approval.asked",
    "approval.given",
    "draft.sent_back",
    "draft.rejected",
    "draft.cleared",
    "draft.signed",
    "draft.lapsed",
    "clearance.voided",
)
"""Events of which channels may hear (reviews/channel_words.py says what)."""


LAB_VERBS = ("lab.started", "lab.resumed")
"""Events after which a worker has to go on with a run of the policy lab; they carry its id."""


def subscribe_all() -> None:
    for verb in LAB_VERBS:
        subscribe(verb, task="reviews.advance_lab", queue="bulk", key="run")
    for verb in SCORED_VERBS:
        subscribe(verb, task="reviews.rescore", queue="gate", key="submission")
    subscribe("deal.edited", task="reviews.rescore_deal", queue="gate", key="deal")
    for verb in CONCERN_VERBS:
        subscribe(verb, task="reviews.rescore_renewals", queue="gate", key="concern")
    for verb in TOLD_VERBS:
        subscribe(verb, task="reviews.announce", queue="notify")
    for verb in PEOPLE_VERBS:
        subscribe(verb, task="reviews.ask_anew", queue="bulk")
    for verb in ABSENCE_VERBS:
        subscribe(verb, task="reviews.ask_anew_after_absence", queue="bulk", key="absence")
    subscribe("people.followed", task="reviews.ask_anew_from", queue="bulk", key="submission")
    for verb in POSTED_VERBS:
        subscribe(verb, task="reviews.post", queue="notify")
