"""What a termination ends, and gives back when it is struck out: work, promises and the renewal."""

from django.db import transaction

from accounts.models import User
from activity.record import record
from contracts.locks import lock_deal
from outcomes.actions.keeping_promises import waive_ended
from outcomes.actions.passing_promises import reopen_ended
from outcomes.actions.telling_results import settle_told, standing_termination
from outcomes.models import Handover, Incident, UndisclosedTerm
from reviews.actions.placing_load import end_load
from reviews.models import Signing


def follow_termination(handover: Handover, *, by: User) -> None:
    """Let calendars, obligations and the renewal say what the incidents say; safe to call twice. `by` told of
    it, or struck it out. Check-ins stay: what the contract cost is still worth knowing. The caller holds the
    deal's lock."""
    ended, signing = standing_termination(handover), Signing.objects.get(pk=handover.signing_id)
    before = signing.terminated_on
    if ended is not None:
        settle_told(ended, by=by)
    if not end_load(signing, ended.happened_on if ended else None):
        return
    touched = handover.obligations.all() if before is None else reopen_ended(handover, by=by)
    day = ended.happened_on if ended else before
    record(
        "contract.terminated" if ended else "contract.reinstated",
        chain=handover.deal.chain,
        by=None,
        keys={"draft": handover.draft_id, "handover": handover.pk},
        on=day.isoformat() if day else "",
        obligations=waive_ended(touched, ended, by=by) if ended else [row.pk for row in touched],
    )


def end_found(term: UndisclosedTerm, handover: Handover, *, by: User) -> None:
    """What is found after the contract was terminated has not to be kept either."""
    ended = standing_termination(handover)
    if ended is not None:
        waive_ended(term.obligations.all(), ended, by=by)


@transaction.atomic
def end_told(incident_id: int) -> bool:
    """For a termination that nothing followed yet; False where it was struck out or voided meanwhile."""
    incident = Incident.objects.select_related("handover").get(pk=incident_id)
    lock_deal(incident.handover.deal_id)
    standing = Handover.objects.standing().select_related("deal")
    handover = standing.filter(pk=incident.handover_id).first()
    ended = standing_termination(handover) if handover else None
    if handover is None or ended is None or ended.by is None:
        return False
    follow_termination(handover, by=ended.by)
    return True
