"""Record what happened to a signed deal, or strike it out."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import require
from contracts.locks import lock_deal
from dealdesk.kit.refusals import Refused
from outcomes.actions.incident_rows import IncidentAsked, add_incident, is_known, tell_incident
from outcomes.actions.realising import realise_since
from outcomes.actions.telling_results import take_back_told
from outcomes.actions.terminating import follow_termination
from outcomes.models import Handover, Incident, IncidentKind, Moment
from outcomes.policy_check_ins import may_strike, must_stand


@transaction.atomic
def record_incident(handover: Handover, asked: IncidentAsked, *, by: User) -> Incident:
    """Record something that happened, outside a check-in; realised doses that it concerns follow.

    Raises Forbidden for an auditor, Refused for what is unsound or a contract that was voided.
    """
    require(by, "incident.record")
    lock_deal(handover.deal_id)
    must_stand(handover)
    if is_known(handover, asked):
        raise Refused("The very same is recorded already. Write a few words to tell the two apart.")
    incident = add_incident(handover, asked, by=by)
    realise_since(handover, Moment.DAY_30)
    return incident


@transaction.atomic
def strike_incident(incident: Incident, *, by: User) -> Incident:
    """Strike out what was recorded by mistake; it stays to be read and counts no more.

    Raises Forbidden for others than who recorded it and the deal desk, Refused when it is struck out already.
    """
    may_strike(incident, by=by)
    lock_deal(incident.handover.deal_id)
    must_stand(incident.handover)
    if (
        Incident.objects.filter(pk=incident.pk, struck_at=None).update(struck_at=timezone.now(), struck_by=by)
        != 1
    ):
        raise Refused("This is struck out already. Reload the page.")
    incident.refresh_from_db()
    tell_incident("incident.struck", incident, by)
    take_back_told(incident)
    if incident.kind == IncidentKind.TERMINATION:
        follow_termination(incident.handover, by=by)
    realise_since(incident.handover, Moment.DAY_30)
    return incident
