from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from contracts.models import Draft, DraftState
from contracts.workflow import DRAFT_MOVES
from dealdesk.kit.refusals import Refused
from dealdesk.kit.states import IllegalMove
from reviews.actions import ask_to_break_glass, confirm_glass, decline_glass
from reviews.forms.glass import GlassForm
from reviews.gate import gate_of
from reviews.models import BrokenGlass
from reviews.policy_verbs import may_break_glass
from reviews.queries.glass import glass_of
from reviews.views.finding import find_draft


@require_http_methods(["GET", "HEAD", "POST"])
def glass(request: SignedInRequest, serial: int) -> HttpResponse:
    """Ask to clear a draft in spite of its gate; when an executive has asked, a second one confirms it."""
    draft = find_draft(request.user, serial)
    may_break_glass(draft.deal, by=request.user)
    asked = glass_of(draft)
    if request.method == "POST" and asked is not None and asked.confirmed_at is not None:
        return redirect(draft.deal)  # sent twice
    if draft.state != DraftState.IN_REVIEW:
        raise IllegalMove(DRAFT_MOVES.sentence(draft, "clear"))
    if asked is not None and asked.declined_at is None:
        return _confirm(request, draft, asked)
    return _ask(request, draft, asked)


def _ask(request: SignedInRequest, draft: Draft, declined: BrokenGlass | None) -> HttpResponse:
    form = GlassForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            ask_to_break_glass(draft, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "You have asked for it. A second executive has to confirm.")
            return redirect(draft.deal)
    shown = {"deal": draft.deal, "draft": draft, "gate": gate_of(draft), "form": form, "declined": declined}
    return render(request, "reviews/glass.html", shown, status=422 if form.errors else 200)


def _confirm(request: SignedInRequest, draft: Draft, asked: BrokenGlass) -> HttpResponse:
    if request.method == "POST" and "reason" in request.POST and asked.asked_by_id == request.user.pk:
        return redirect(draft.deal)  # the same question, sent twice
    if request.method != "POST":
        shown = {"deal": draft.deal, "draft": draft, "gate": gate_of(draft), "asked": asked}
        return render(request, "reviews/glass_confirm.html", shown)
    confirm_glass(asked, by=request.user)
    messages.warning(request, f"The glass is broken. Draft {draft.number} is cleared, and everybody is told.")
    return redirect("reviews:certificate", draft.deal.serial)


@require_POST
def glass_decline(request: SignedInRequest, serial: int) -> HttpResponse:
    """A second executive declines, or the one who asked takes it back."""
    draft = find_draft(request.user, serial)
    may_break_glass(draft.deal, by=request.user)
    asked = glass_of(draft)
    if asked is None:
        raise Refused("Nobody has asked to break the glass for this draft.")
    decline_glass(asked, by=request.user)
    messages.success(request, "The glass stays whole. The gate decides.")
    return redirect(draft.deal)
