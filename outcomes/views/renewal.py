"""One renewal: its days, its deal, and what came of it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import require
from accounts.requests import SignedInRequest
from dealdesk.kit.refusals import Refused
from outcomes.actions import open_renewal, plan_renewal, settle_renewal
from outcomes.forms.renewal import PlanForm, SettleForm
from outcomes.models import Renewal
from outcomes.policy import may_keep_renewal
from outcomes.presentation.deal_boxes import contract_box
from outcomes.presentation.renewals import renewal_row
from outcomes.queries.renewals import renewals_of


@require_http_methods(["GET", "HEAD", "POST"])
def renewal(request: SignedInRequest, id: int) -> HttpResponse:
    """Its page; posted to, its days are set."""
    found = _find(request, id)
    if request.method != "POST":
        return _page(request, found)
    may_keep_renewal(found, "renewal.edit", by=request.user)
    form = PlanForm(request.POST, renewal=found)
    if form.is_valid():
        try:
            plan_renewal(found, **form.cleaned_data, by=request.user)
            messages.success(request, "The days are set.")
            return redirect("outcomes:renewal", found.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _page(request, found, status=422, plan=form)


@require_POST
def renewal_open(request: SignedInRequest, id: int) -> HttpResponse:
    """Open the renewal deal, and go there."""
    deal = open_renewal(_find(request, id), by=request.user)
    messages.success(request, f"{deal.number} is open, with the terms of the signed contract.")
    return redirect(deal)


@require_POST
def renewal_settle(request: SignedInRequest, id: int) -> HttpResponse:
    """Say what came of it."""
    found = _find(request, id)
    may_keep_renewal(found, "renewal.edit", by=request.user)
    form = SettleForm(request.POST)
    if form.is_valid():
        try:
            settle_renewal(found, form.cleaned_data["result"], on=form.cleaned_data["on"], by=request.user)
            messages.success(request, "What came of it is noted.")
            return redirect("outcomes:renewal", found.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _page(request, found, status=422, settle=form)


def _find(request: SignedInRequest, id: int) -> Renewal:
    """One of a contract that stands and that the person sees."""
    require(request.user, "renewal.read")
    seen = renewals_of(request.user).select_related(
        "deal",
        "handover__deal__customer",
        "handover__deal__owner",
        "handover__draft",
        "handover__signing",
    )
    found: Renewal = get_object_or_404(seen, pk=id)
    return found


def _page(
    request: SignedInRequest, found: Renewal, *, status: int = 200, **typed: forms.Form
) -> HttpResponse:
    today = timezone.localdate()
    shown = {
        "row": renewal_row(found, request.user, today),
        "earlier": contract_box(found.handover, today),
        "deal": found.handover.deal,
        "plan": PlanForm(renewal=found),
        "settle": SettleForm(),
        **typed,
    }
    return render(request, "outcomes/renewal.html", shown, status=status)
