"""One obligation: what was promised, and the verbs of those who may."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import require
from accounts.requests import SignedInRequest
from contracts.models import DraftState
from dealdesk.kit.refusals import Refused
from outcomes.actions import (
    finish_obligation,
    hand_over_obligation,
    reopen_obligation,
    waive_obligation,
)
from outcomes.forms.obligation import FinishForm, GiveForm, WaiveForm
from outcomes.models import Obligation
from outcomes.policy import may_close, may_hand_over_obligation, may_reopen, may_waive
from outcomes.presentation.obligations import obligation_row, verbs_of
from outcomes.queries.obligations import with_their_deal

MONTHS_SHOWN = 24


@require_GET
def obligation(request: SignedInRequest, id: int) -> HttpResponse:
    return _page(request, find_obligation(request, id))


@require_POST
def obligation_finish(request: SignedInRequest, id: int) -> HttpResponse:
    """Say that it is done, for good or for the month."""
    found = find_obligation(request, id)
    may_close(found, by=request.user)
    form = FinishForm(request.POST, obligation=found)
    return _carry_out(
        request, found, form, "finish",
        lambda said: finish_obligation(found, by=request.user, **said),
    )  # fmt: skip


@require_POST
def obligation_waive(request: SignedInRequest, id: int) -> HttpResponse:
    """Say why it is not to be kept."""
    found = find_obligation(request, id)
    may_waive(found, by=request.user)
    form = WaiveForm(request.POST, obligation=found)
    return _carry_out(
        request, found, form, "waive",
        lambda said: waive_obligation(found, by=request.user, **said),
    )  # fmt: skip


@require_POST
def obligation_hand_over(request: SignedInRequest, id: int) -> HttpResponse:
    """Give it to somebody else."""
    found = find_obligation(request, id)
    may_hand_over_obligation(found, by=request.user)
    form = GiveForm(request.POST, obligation=found)
    return _carry_out(
        request, found, form, "give",
        lambda said: hand_over_obligation(found, to=said["to"], by=request.user),
    )  # fmt: skip


@require_POST
def obligation_reopen(request: SignedInRequest, id: int) -> HttpResponse:
    """Take back that it was done or waived."""
    found = find_obligation(request, id)
    may_reopen(found, by=request.user)
    reopen_obligation(found, by=request.user)
    messages.success(request, "It is open again.")
    return redirect("outcomes:obligation", found.pk)


def find_obligation(request: SignedInRequest, id: int) -> Obligation:
    """One of a deal that the person sees."""
    require(request.user, "obligation.read")
    seen = with_their_deal(Obligation.objects.visible_to(request.user))
    found: Obligation = get_object_or_404(seen, pk=id)
    return found


DONE = {
    "finish": "It is noted as done.",
    "waive": "It is waived, with your reason.",
    "give": "Somebody else sees to it now, and is told.",
}


def _carry_out(
    request: SignedInRequest,
    found: Obligation,
    form: forms.Form,
    name: str,
    verb: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Do it and go back to the obligation, or show the page again with what was typed."""
    if form.is_valid():
        try:
            verb(form.cleaned_data)
            messages.success(request, DONE[name])
            return redirect("outcomes:obligation", found.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _page(request, found, status=422, **{name: form})


def _page(
    request: SignedInRequest, found: Obligation, *, status: int = 200, **typed: forms.Form
) -> HttpResponse:
    today = timezone.localdate()
    shown = {
        "row": obligation_row(found, today),
        "deal": found.handover.deal,
        "is_voided": found.handover.draft.state != DraftState.SIGNED,
        "verbs": verbs_of(found, request.user, today),
        "months": found.fulfilments.select_related("by")[:MONTHS_SHOWN],
        "finish": FinishForm(obligation=found),
        "waive": WaiveForm(obligation=found),
        "give": GiveForm(obligation=found),
        **typed,
    }
    return render(request, "outcomes/obligation.html", shown, status=status)
