from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.requests import SignedInRequest
from reviews.presentation.beside_gate import beside_gate
from reviews.presentation.bound_conditions import deal_conditions
from reviews.presentation.deal_page import deal_page
from reviews.presentation.history import days_of, hidden_in
from reviews.queries.history import events_of, function_names
from reviews.views.finding import find_draft


@require_GET
def deal(request: SignedInRequest, serial: int) -> HttpResponse:
    """A deal with its current draft, or with the earlier one that `?draft=N` names."""
    draft = find_draft(request.user, serial, request.GET.get("draft", ""))
    page = deal_page(draft, request.user)
    before = request.GET.get("before", "")
    events, older = events_of(draft.deal, before=int(before) if before.isdecimal() else None)
    shown = {
        "page": page,
        "days": days_of(events, function_names(), hidden_in(page.cells)),
        "older": older,
        "conditions": deal_conditions(draft, request.user),
        "beside": beside_gate(page, request.user),
        "before": before,
    }
    return render(request, "reviews/deal.html", shown)
