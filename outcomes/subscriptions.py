"""Which task an event rings, as far as it concerns what came of a signed deal."""

from activity.listeners import subscribe

HANDED_VERBS = ("draft.signed",)
"""Events after which a deal is handed to those who deliver it; they carry the draft's id."""


def subscribe_all() -> None:
    for verb in HANDED_VERBS:
        subscribe(verb, task="outcomes.take_over", queue="gate", key="draft")
