"""What incidents say of how a contract ended, and the renewal that keeps it."""

from django.utils import timezone

from accounts.models import User
from dealdesk.kit.refusals import Refused
from outcomes.actions.renewing import write_result
from outcomes.models import Incident, IncidentKind, Renewal

RESULTS = frozenset({IncidentKind.RENEWED, IncidentKind.CHURNED, IncidentKind.EXPANDED})
"""How the contract ended; the renewal of the deal keeps it as well."""


def settle_told(incident: Incident, *, by: User) -> None:
    """How the contract ended, where a function hears of it first. Before the renewal's day of preparation,
    on which its check-in opens as well, it is an event and nothing more: much can happen until the end.

    Raises Refused when the renewal was decided otherwise. The caller holds the deal's lock.
    """
    renewal = Renewal.objects.select_related("handover__deal").get(handover=incident.handover_id)
    if incident.kind not in RESULTS or timezone.localdate() < renewal.prepare_on:
        return
    if renewal.result and renewal.result != incident.kind:
        said = renewal.get_result_display().lower()
        raise Refused(f"The renewal is settled already: {said}. Ask the deal's owner, or the deal desk.")
    if not renewal.result:
        write_result(renewal, incident.kind, incident.happened_on, by, incident)


def take_back_told(struck: Incident) -> None:
    """Take back what a struck incident said of the renewal, unless another one says it as well. The caller
    holds the deal's lock."""
    renewal = Renewal.objects.select_related("handover__deal").filter(incident=struck).first()
    if renewal is None:
        return
    told = Incident.objects.filter(handover=struck.handover_id, kind__in=RESULTS, struck_at=None)
    other = told.filter(at__date__gte=renewal.prepare_on).select_related("by").order_by("id").first()
    if other is None:
        write_result(renewal, "", None, None)
    else:
        write_result(renewal, other.kind, other.happened_on, other.by, other)
