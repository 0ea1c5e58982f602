from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from contracts.actions import edit_deal
from contracts.forms.deal import DealForm
from contracts.forms.deal_fields import said_of
from contracts.policy import may_change
from contracts.queries import deals_for
from dealdesk.kit.refusals import Refused


@require_http_methods(["GET", "POST"])
def deal_edit(request: SignedInRequest, serial: int) -> HttpResponse:
    """Change a deal's facts; what a submitted draft rests on is shown but stays."""
    deal = get_object_or_404(deals_for(request.user), serial=serial)
    may_change(deal, "deal.edit", by=request.user)
    is_drafting = deal.current_draft.is_editable
    form = DealForm(request.POST if request.method == "POST" else None, initial=said_of(deal), deal=deal)
    if request.method == "POST" and form.is_valid():
        try:
            edit_deal(deal, by=request.user, **form.facts)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{deal.number} is saved.")
            return redirect("contracts:draft" if is_drafting else "reviews:deal", serial=serial)
    shown = {"form": form, "deal": deal, "is_drafting": is_drafting}
    return render(request, "contracts/deal_edit.html", shown, status=422 if form.errors else 200)
