from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from contracts.models import Draft
from contracts.policy import may_change
from contracts.workflow import DRAFT_MOVES
from dealdesk.kit.states import IllegalMove
from reviews.actions import ask_to_void, confirm_void
from reviews.actions.voiding import may_confirm_void
from reviews.forms.voiding import VoidForm
from reviews.models import Clearance, VoidRequest
from reviews.queries.clearances import clearance_of
from reviews.views.finding import find_draft


@require_http_methods(["GET", "HEAD", "POST"])
def void(request: SignedInRequest, serial: int) -> HttpResponse:
    """Ask that a clearance be voided; when somebody has asked, a second person confirms it."""
    draft = find_draft(request.user, serial)
    clearance = clearance_of(draft)
    if clearance is None or not DRAFT_MOVES.allows(draft.state, "void"):
        raise IllegalMove(DRAFT_MOVES.sentence(draft, "void"))
    asked = getattr(clearance, "void_request", None)
    if asked is not None:
        return _confirm(request, draft, asked)
    return _ask(request, draft, clearance)


def _ask(request: SignedInRequest, draft: Draft, clearance: Clearance) -> HttpResponse:
    may_change(draft.deal, "draft.void", by=request.user)
    form = VoidForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ask_to_void(clearance, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "You have asked for it. A second person has to confirm.")
        return redirect(draft.deal)
    shown = {"deal": draft.deal, "draft": draft, "clearance": clearance, "form": form}
    return render(request, "reviews/void.html", shown, status=422 if form.errors else 200)


def _confirm(request: SignedInRequest, draft: Draft, asked: VoidRequest) -> HttpResponse:
    if request.method == "POST" and "reason" in request.POST and asked.asked_by_id == request.user.pk:
        return redirect(draft.deal)  # the same question, sent twice
    may_confirm_void(asked, by=request.user)
    if request.method != "POST":
        return render(
            request, "reviews/void_confirm.html", {"deal": draft.deal, "draft": draft, "asked": asked}
        )
    confirm_void(asked, by=request.user)
    messages.success(request, "The clearance is voided. The next draft can be made from it.")
    return redirect(draft.deal)
