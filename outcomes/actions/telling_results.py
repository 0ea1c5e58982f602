"""What incidents say of how a contract ended, and the renewal that keeps it."""

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from dealdesk.kit.refusals import Refused
from outcomes.actions.renewing import write_result
from outcomes.models import Handover, Incident, IncidentKind, Renewal

RESULTS = frozenset({IncidentKind.RENEWED, IncidentKind.CHURNED, IncidentKind.EXPANDED})
"""How the contract ended; the renewal of the deal keeps it as well."""


def standing_termination(handover: Handover) -> Incident | None:
    """By which the contract ended: the first one told and not struck out. Where its day was wrong it is told
    anew and struck out."""
    told = Incident.objects.filter(handover=handover, kind=IncidentKind.TERMINATION, struck_at=None)
    return told.select_related("by").order_by("id").first()


def settle_told(incident: Incident, *, by: User | None) -> None:
    """How the contract ended, where a function hears of it first. Before the renewal's day of preparation,
    on which its check-in opens as well, only a termination settles it: much can happen until the end.

    Raises Refused when the renewal was decided otherwise; a termination leaves it as it was decided. The
    caller holds the deal's lock.
    """
    renewal = Renewal.objects.select_related("handover__deal").get(handover=incident.handover_id)
    is_ended = incident.kind == IncidentKind.TERMINATION
    if not is_ended and (incident.kind not in RESULTS or timezone.localdate() < renewal.prepare_on):
        return
    if not renewal.result:
        write_result(renewal, _result(incident), incident.happened_on, by, incident)
    elif not is_ended and renewal.result != incident.kind:
        said = renewal.get_result_display().lower()
        raise Refused(f"The renewal is settled already: {said}. Ask the deal's owner, or the deal desk.")


def take_back_told(struck: Incident) -> None:
    """Take back what a struck incident said of the renewal; the next that says what came of it counts then.
    The caller holds the deal's lock."""
    renewal = Renewal.objects.select_related("handover__deal").filter(incident=struck).first()
    if renewal is None:
        return
    saying = Q(kind=IncidentKind.TERMINATION) | Q(kind__in=RESULTS, at__date__gte=renewal.prepare_on)
    told = Incident.objects.filter(saying, handover=struck.handover_id, struck_at=None)
    other = told.select_related("by").order_by("id").first()
    if other is None:
        write_result(renewal, "", None, None)
    else:
        write_result(renewal, _result(other), other.happened_on, other.by, other)


def _result(incident: Incident) -> str:
    return Renewal.Result.CHURNED if incident.kind == IncidentKind.TERMINATION else incident.kind
