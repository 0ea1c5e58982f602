from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.permissions import may, require
from accounts.requests import SignedInRequest
from contracts.models import Deal
from outcomes.models import Handover
from outcomes.presentation.incidents import shown_incidents
from outcomes.presentation.reality import cell_rows, reality_of
from outcomes.queries.handovers import standing_handover
from outcomes.queries.realised import check_ins_of, undisclosed_of


@require_GET
def deal_outcomes(request: SignedInRequest, serial: int) -> HttpResponse:
    """What a signed deal was really like: said against real, who has told, what happened, what was found."""
    handover = signed_contract(request, serial)
    require(request.user, "check_in.read")
    reality = reality_of(handover)
    context = {
        "deal": handover.deal,
        "reality": reality,
        "currency": settings.COMPANY_CURRENCY,
        "cells": cell_rows(reality.latest.realised) if reality.latest else [],
        "check_ins": check_ins_of(handover),
        "incidents": shown_incidents(handover, reader=request.user),
        "undisclosed": undisclosed_of(handover),
        "may_record": may(request.user, "incident.record"),
        "may_add": may(request.user, "undisclosed.add"),
    }
    return render(request, "outcomes/deal_outcomes.html", context)


def signed_contract(request: SignedInRequest, serial: int) -> Handover:
    """The standing contract of a deal that the person may see; 404 otherwise."""
    deal = get_object_or_404(Deal.objects.visible_to(request.user), serial=serial)
    handover = standing_handover(deal)
    if handover is None:
        raise Http404("This deal is not signed.")
    return handover
