"""Which events change a roll-up. Roll-ups are kept by the outbox consumer and rebuilt every night."""

from activity.listeners import subscribe

SIGNED_VERBS = (
    "handover.made",
    "clearance.voided",
    "deal.edited",
    "contract.terminated",
    "contract.reinstated",
)
"""Events after which a day has other deals, or they are another's, of another line or kind, or a month has
other work."""

OUTCOME_VERBS = (
    "check_in.answered",
    "check_in.corrected",
    "incident.recorded",
    "outcomes.imported",
    "incident.struck",
    "undisclosed.added",
    "renewal.settled",
    "renewal.unsettled",
)
"""Events after which the realised dose of a signed deal is another."""

ANSWERED_VERBS = ("review.recorded",)
"""Events after which a function has answered once more, signed or not."""

TOLD_VERBS = ("rollups.differed",)
"""Events of which somebody has to hear (insights/notices.py says who)."""


def subscribe_all() -> None:
    for verb in SIGNED_VERBS:
        subscribe(verb, task="insights.fold", queue="bulk", key="deal")
    for verb in OUTCOME_VERBS:
        subscribe(verb, task="insights.fold_outcomes", queue="bulk", key="deal")
    for verb in ANSWERED_VERBS:
        subscribe(verb, task="insights.fold_answers", queue="bulk", key="deal")
    for verb in TOLD_VERBS:
        subscribe(verb, task="insights.announce", queue="notify")
