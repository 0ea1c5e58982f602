from django.http import Http404, HttpResponse
from django.shortcuts import render

from accounts.permissions import require
from accounts.requests import SignedInRequest
from contracts.models import Deal
from reviews.models import Clearance
from reviews.presentation.sheet import sheet_of
from reviews.queries.clearances import newest_clearance
from reviews.views.finding import find_deal


def certificate(request: SignedInRequest, serial: int) -> HttpResponse:
    """GET: the deal's newest clearance as a sheet to print, whether it still stands or was voided."""
    deal, clearance = find_clearance(request, serial)
    shown = {"deal": deal, "clearance": clearance, "sheet": sheet_of(clearance)}
    return render(request, "reviews/certificate.html", shown)


def find_clearance(request: SignedInRequest, serial: int) -> tuple[Deal, Clearance]:
    deal = find_deal(request.user, serial)
    require(request.user, "certificate.read")
    clearance = newest_clearance(deal)
    if clearance is None:
        raise Http404
    return deal, clearance
