from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from contracts.models import DraftState
from contracts.policy import may_change
from contracts.workflow import DRAFT_MOVES
from dealdesk.kit.states import IllegalMove
from reviews.actions import withdraw_draft
from reviews.views.finding import find_draft


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, serial: int) -> HttpResponse:
    """Ask whether to withdraw the current draft; POST withdraws it while nobody has reviewed it."""
    draft = find_draft(request.user, serial)
    may_change(draft.deal, "draft.withdraw", by=request.user)
    if request.method == "POST" and draft.state == DraftState.WITHDRAWN:
        return redirect(draft.deal)  # sent twice
    if not DRAFT_MOVES.allows(draft.state, "withdraw"):
        raise IllegalMove(DRAFT_MOVES.sentence(draft, "withdraw"))
    if request.method != "POST":
        return render(request, "reviews/withdraw.html", {"deal": draft.deal, "draft": draft})
    withdraw_draft(draft, by=request.user)
    messages.success(request, f"Draft {draft.number} is withdrawn. Nobody has to review it any more.")
    return redirect(draft.deal)
