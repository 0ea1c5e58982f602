from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from contracts.models import Draft, DraftState
from contracts.policy import may_change
from contracts.workflow import DRAFT_MOVES
from dealdesk.kit.states import IllegalMove
from reviews.actions import withdraw_draft
from reviews.actions.recalling import needs_reason
from reviews.forms.recall import RecallForm
from reviews.views.finding import find_draft


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, serial: int) -> HttpResponse:
    """Ask whether to take the current draft back, and why once somebody has worked on it; POST does it."""
    draft = find_draft(request.user, serial)
    may_change(draft.deal, "draft.withdraw", by=request.user)
    if request.method == "POST" and draft.state == DraftState.WITHDRAWN:
        return redirect(draft.deal)  # sent twice
    if not DRAFT_MOVES.allows(draft.state, "withdraw"):
        raise IllegalMove(DRAFT_MOVES.sentence(draft, "withdraw"))
    form = RecallForm(request.POST if request.method == "POST" else None) if needs_reason(draft) else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return _withdrawn(request, draft, form)
    shown = {"deal": draft.deal, "draft": draft, "form": form}
    return render(request, "reviews/withdraw.html", shown, status=422 if form and form.errors else 200)


def _withdrawn(request: SignedInRequest, draft: Draft, form: RecallForm | None) -> HttpResponse:
    withdraw_draft(draft, by=request.user, reason=form.cleaned_data["reason"] if form else "")
    messages.success(request, f"Draft {draft.number} is withdrawn. Nobody has to review it any more.")
    return redirect(draft.deal)
