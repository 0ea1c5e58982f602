"""What all verbs of an obligation share: its row under the deal's lock, sound words, the event."""

from datetime import date

from django.utils import timezone

from accounts.models import User
from activity.record import record
from contracts.locks import lock_deal
from contracts.models import DraftState
from dealdesk.kit.refusals import Refused
from dealdesk.kit.states import IllegalMove
from outcomes.models import Obligation
from outcomes.workflow import OBLIGATION_MOVES

MOST_WORDS = 1000


def locked_obligation(obligation: Obligation) -> Obligation:
    """The obligation as it is now, with its deal locked. Raises Refused when the contract was voided."""
    lock_deal(obligation.handover.deal_id)
    found = Obligation.objects.select_related(
        "handover__draft", "handover__deal__owner", "function", "owner",
        "source__owner", "source__approval", "source__review", "source__met_by", "source__submission__draft",
    ).get(pk=obligation.pk)  # fmt: skip
    if found.handover.draft.state != DraftState.SIGNED:
        raise Refused("The contract was voided, so nothing of it has to be kept any more.")
    return found


def must_allow(obligation: Obligation, verb: str) -> None:
    if not OBLIGATION_MOVES.allows(obligation.state, verb):
        raise IllegalMove(OBLIGATION_MOVES.sentence(obligation, verb))


def must_be_due(obligation: Obligation, seen: date | None) -> None:
    """Raise Refused when another month is due than the one that the person was shown: a second click, or a
    colleague who was quicker, must not close a month that nobody spoke of."""
    if seen is not None and obligation.due_on != seen:
        raise Refused(f"{seen:%B %Y} was noted already. Reload the page.")


def must_have_begun(obligation: Obligation) -> None:
    """Raise Refused for a month that has not come: nobody can know yet that it was kept."""
    early = obligation.early_words(timezone.localdate())
    if early:
        raise Refused(early)


def sound(words: str) -> str:
    said = words.strip()
    if len(said) > MOST_WORDS:
        raise Refused(f"Keep it below {MOST_WORDS} characters, or give a link.")
    return said


def tell(obligation: Obligation, verb: str, by: User, **facts: object) -> None:
    handover = obligation.handover
    record(
        verb,
        chain=handover.deal.chain,
        by=by,
        keys={"draft": handover.draft_id, "handover": handover.pk, "obligation": obligation.pk},
        name=obligation.name,
        function=obligation.function.name if obligation.function else "",
        **facts,
    )
