from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from contracts.models import Draft, DraftState
from contracts.policy import may_change
from contracts.workflow import DRAFT_MOVES
from dealdesk.kit.refusals import Refused
from dealdesk.kit.states import IllegalMove
from reviews.actions import mark_signed
from reviews.forms.signing import SigningForm
from reviews.views.finding import find_draft


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: SignedInRequest, serial: int) -> HttpResponse:
    """Note the day on which a cleared draft was signed."""
    draft = find_draft(request.user, serial)
    may_change(draft.deal, "deal.sign", by=request.user)
    if request.method == "POST" and draft.state == DraftState.SIGNED:
        return redirect(draft.deal)
    if not DRAFT_MOVES.allows(draft.state, "sign"):
        raise IllegalMove(DRAFT_MOVES.sentence(draft, "sign"))
    form = SigningForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _signed(request, draft, form):
        return redirect(draft.deal)
    shown = {"deal": draft.deal, "draft": draft, "form": form}
    return render(request, "reviews/signing.html", shown, status=422 if form.errors else 200)


def _signed(request: SignedInRequest, draft: Draft, form: SigningForm) -> bool:
    try:
        mark_signed(draft, signed_on=form.cleaned_data["signed_on"], by=request.user)
    except Refused as refusal:
        form.add_error("signed_on", str(refusal))
        return False
    messages.success(request, f"{draft.deal.number} is signed.")
    return True
