"""Which task an event rings, as far as it concerns what came of a signed deal."""

from activity.listeners import subscribe

HANDED_VERBS = ("draft.signed",)
"""Events after which a deal is handed to those who deliver it; they carry the draft's id."""


PROMISE_VERBS = (
    "handover.made",
    "obligation.handed_over",
    "obligation.waived",
    "obligation.month_waived",
    "obligation.reopened",
    "obligations.reminded",
    "contract.terminated",
    "contract.reinstated",
    "renewal.opened",
    "renewal.reminded",
)
"""Events about obligations and renewals of which somebody may have to hear."""

CHECK_IN_VERBS = ("check_ins.reminded", "incident.recorded", "incident.struck", "undisclosed.added")
"""Events about what came of a deal of which somebody may have to hear."""

CALIBRATION_VERBS = ("calibration.done",)
"""Events about learning of which somebody may have to hear."""

TOLD_VERBS = (
    *PROMISE_VERBS,
    *CHECK_IN_VERBS,
    *CALIBRATION_VERBS,
)
"""All events of which somebody may have to hear (outcomes/notices.py says who)."""


def subscribe_all() -> None:
    subscribe("calibration.asked", task="outcomes.calibrate", queue="bulk", key="calibration")
    for verb in TOLD_VERBS:
        subscribe(verb, task="outcomes.announce", queue="notify")
    subscribe("condition.met", task="outcomes.close_met", queue="gate", key="condition")
    subscribe("handover.made", task="outcomes.settle_by_signature", queue="gate", key="handover")
    subscribe("clearance.voided", task="outcomes.unsettle_by_void", queue="gate", key="draft")
    for verb in HANDED_VERBS:
        subscribe(verb, task="outcomes.take_over", queue="gate", key="draft")
