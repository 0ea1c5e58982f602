from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import require
from accounts.requests import SignedInRequest
from contracts.models import Deal
from dealdesk.kit.refusals import Refused
from outcomes.actions import record_incident, strike_incident
from outcomes.forms.incident import IncidentForm
from outcomes.models import Handover, Incident, Moment
from outcomes.queries.asked_cells import asked_cells
from outcomes.views.deal_outcomes import signed_contract


@require_http_methods(["GET", "POST"])
def incident_new(request: SignedInRequest, serial: int) -> HttpResponse:
    """Record something that happened to a signed deal, outside a check-in."""
    handover = signed_contract(request, serial)
    require(request.user, "incident.record")
    typed = request.POST if request.method == "POST" else None
    form = IncidentForm(typed, handover=handover, cells=asked_cells(handover, Moment.RENEWAL))
    if form.is_valid() and _is_recorded(request, handover, form):
        return redirect(reverse("outcomes:deal_outcomes", args=[serial]) + "#incidents")
    context = {"form": form, "row": form.bound(), "deal": handover.deal}
    return render(request, "outcomes/incident_new.html", context, status=422 if form.errors else 200)


@require_POST
def incident_strike(request: SignedInRequest, id: int) -> HttpResponse:
    """Strike out what was recorded by mistake."""
    visible = Incident.objects.filter(handover__deal__in=Deal.objects.visible_to(request.user))
    incident = get_object_or_404(visible.select_related("handover__deal", "by"), pk=id)
    require(request.user, "incident.record")
    strike_incident(incident, by=request.user)
    messages.success(request, "Struck out. It stays in the deal’s history and counts no more.")
    return redirect(reverse("outcomes:deal_outcomes", args=[incident.handover.deal.serial]) + "#incidents")


def _is_recorded(request: SignedInRequest, handover: Handover, form: IncidentForm) -> bool:
    try:
        record_incident(handover, form.asked, by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, f"Recorded for {handover.deal.number}.")
    return True
