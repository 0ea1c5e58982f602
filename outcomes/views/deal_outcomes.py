from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.permissions import may, require
from accounts.requests import SignedInRequest
from contracts.models import Deal, DraftState
from outcomes.models import Handover
from outcomes.presentation.endings import end_in_words
from outcomes.presentation.incidents import shown_incidents
from outcomes.presentation.reality import cell_rows, reality_of
from outcomes.queries.handovers import standing_handover
from outcomes.queries.promised import latest_handover
from outcomes.queries.realised import check_ins_of, undisclosed_of


@require_GET
def deal_outcomes(request: SignedInRequest, serial: int) -> HttpResponse:
    """What a signed deal was really like: said against real, who has told, what happened, what was found.
    After a void it stays to be read."""
    deal = get_object_or_404(Deal.objects.visible_to(request.user), serial=serial)
    handover = standing_handover(deal) or latest_handover(deal)
    if handover is None:
        raise Http404("This deal is not signed.")
    require(request.user, "check_in.read")
    stands = handover.draft.state == DraftState.SIGNED
    reality = reality_of(handover)
    context = {
        "deal": handover.deal,
        "reality": reality,
        "end": end_in_words(handover, otherwise="until"),
        "currency": settings.COMPANY_CURRENCY,
        "cells": cell_rows(reality.latest.realised) if reality.latest else [],
        "check_ins": check_ins_of(handover),
        "incidents": shown_incidents(handover, reader=request.user if stands else None),
        "undisclosed": undisclosed_of(handover),
        "is_voided": not stands,
        "may_record": stands and may(request.user, "incident.record"),
        "may_add": stands and may(request.user, "undisclosed.add"),
    }
    return render(request, "outcomes/deal_outcomes.html", context)


def signed_contract(request: SignedInRequest, serial: int) -> Handover:
    """The standing contract of a deal that the person may see; 404 otherwise."""
    deal = get_object_or_404(Deal.objects.visible_to(request.user), serial=serial)
    handover = standing_handover(deal)
    if handover is None:
        raise Http404("This deal is not signed.")
    return handover
