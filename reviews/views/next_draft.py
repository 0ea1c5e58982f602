from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from contracts.models import DraftState
from contracts.policy import may_change
from contracts.workflow import COPYABLE
from dealdesk.kit.refusals import Refused
from reviews.actions import make_next_draft
from reviews.views.finding import find_draft


@require_http_methods(["GET", "HEAD", "POST"])
def next_draft(request: SignedInRequest, serial: int) -> HttpResponse:
    """Ask whether to make the next draft; POST copies the current one and opens the editor."""
    draft = find_draft(request.user, serial)
    may_change(draft.deal, "draft.copy", by=request.user)
    if draft.state == DraftState.DRAFTING and draft.copied_from_id:
        return redirect("contracts:draft", serial)
    if draft.state not in COPYABLE:
        shown = draft.get_state_display().lower()
        raise Refused(f"Draft {draft.number} is {shown}; no other draft can follow it now.")
    if request.method != "POST":
        return render(request, "reviews/next_draft.html", {"deal": draft.deal, "draft": draft})
    following = make_next_draft(draft, by=request.user)
    messages.success(
        request, f"Draft {following.number} is yours to write. Unchanged terms keep their reviews."
    )
    return redirect("contracts:draft", serial)
