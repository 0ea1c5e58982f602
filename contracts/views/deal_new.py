from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.permissions import require
from accounts.requests import SignedInRequest
from contracts.actions import open_deal
from contracts.forms.deal import DealForm
from dealdesk.kit.refusals import Refused


@require_http_methods(["GET", "POST"])
def deal_new(request: SignedInRequest) -> HttpResponse:
    """Open a deal with its first draft, and the customer with it when that is a new one."""
    require(request.user, "deal.create")
    named = request.GET.get("customer", "")[:160]
    form = DealForm(
        request.POST if request.method == "POST" else None,
        initial={"customer": named, "delivery_months": 3, "currency": "EUR"},
    )
    if request.method == "POST" and form.is_valid():
        try:
            deal = open_deal(by=request.user, **form.facts)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{deal.number} is open. Now add what the customer asks for.")
            return redirect("contracts:draft", serial=deal.serial)
    return render(request, "contracts/deal_new.html", {"form": form}, status=422 if form.errors else 200)
