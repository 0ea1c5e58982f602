from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from contracts.queries import deals_for
from outcomes.presentation.handover_page import handover_page
from outcomes.queries.promised import latest_handover


@require_GET
def handover(request: SignedInRequest, serial: int) -> HttpResponse:
    """What those who deliver a signed deal have to know, to read and to print."""
    require(request.user, "handover.read")
    deal = get_object_or_404(deals_for(request.user), serial=serial)
    found = latest_handover(deal)
    if found is None:
        raise Http404
    page = handover_page(found, deal, timezone.localdate())
    return render(request, "outcomes/handover.html", {"page": page})
