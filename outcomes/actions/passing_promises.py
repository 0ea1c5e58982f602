"""Give an obligation to somebody else, or take its closing back."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.permissions import may
from contracts.models import Deal
from dealdesk.kit.refusals import Refused
from outcomes.actions.keeping_promises import close_met
from outcomes.actions.promise_rows import locked_obligation, must_allow, tell
from outcomes.models import Handover, Obligation
from outcomes.policy import may_hand_over_obligation, may_reopen
from outcomes.workflow import OBLIGATION_MOVES
from reviews.actions.conditions import pass_on_condition


@transaction.atomic
def hand_over_obligation(obligation: Obligation, *, to: User, by: User) -> Obligation:
    """Make somebody else its owner, and of the condition from which it came.

    Raises Refused when it is closed, or when the person cannot see the deal or may not close it.
    """
    obligation = locked_obligation(obligation)
    may_hand_over_obligation(obligation, by=by)
    if not obligation.is_open:
        raise Refused(
            f"This obligation is {obligation.get_state_display().lower()}; nothing is left to hand over."
        )
    if obligation.owner_id == to.pk:
        raise Refused(f"{to} sees to it already.")
    if not to.is_active or not Deal.objects.visible_to(to).filter(pk=obligation.handover.deal_id).exists():
        raise Refused(f"{to} cannot see this deal. Choose somebody who can.")
    if not may(to, "obligation.close"):
        raise Refused(f"{to} may not keep obligations. Choose somebody else.")
    whom = obligation.owner
    obligation.owner, obligation.reminded_on = to, timezone.localdate()
    obligation.save(update_fields=["owner", "reminded_on"])
    if obligation.source is not None:
        pass_on_condition(obligation.source, to=to)
    tell(obligation, "obligation.handed_over", by, to=to.name, to_id=to.pk, whom=whom.name if whom else "")
    return obligation


@transaction.atomic
def reopen_obligation(obligation: Obligation, *, by: User) -> Obligation:
    """Take back that it was done or waived. What was noted of the month stays until it is closed anew, and
    what was said then stays in the history. Raises Refused for a condition that was met: that stays met."""
    obligation = locked_obligation(obligation)
    may_reopen(obligation, by=by)
    must_allow(obligation, "reopen")
    if obligation.source is not None and obligation.source.met_at is not None:
        raise Refused("The condition behind it was met, and that cannot be taken back.")
    _open_again(obligation, by)
    return obligation


def reopen_ended(handover: Handover, *, by: User) -> QuerySet[Obligation]:
    """Open again what was waived because the contract was terminated, which was a mistake. A condition that
    was met meanwhile is done. The caller holds the deal's lock."""
    found = list(
        handover.obligations.exclude(termination=None).select_related("handover__deal", "function", "source")
    )
    for obligation in found:
        _open_again(obligation, by, is_ended=True)
        if obligation.source is not None and obligation.source.met_at is not None:
            close_met(obligation.source.pk)
    return handover.obligations.filter(pk__in=[obligation.pk for obligation in found])


def _open_again(obligation: Obligation, by: User, **facts: object) -> None:
    said = obligation.closing_words
    unsaid = {"closed_at": None, "closed_by": None, "closing_words": "", "termination": None}
    OBLIGATION_MOVES.apply(obligation, "reopen", **unsaid)
    tell(obligation, "obligation.reopened", by, taken_back=said, **facts)
