from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from contracts.models import Draft, DraftState
from contracts.policy import may_change
from dealdesk.kit.refusals import Refused
from reviews.actions import clear_draft
from reviews.views.certificate import certificate
from reviews.views.finding import find_draft


@require_http_methods(["GET", "HEAD", "POST"])
def clearance(request: SignedInRequest, serial: int) -> HttpResponse:
    """GET shows the certificate; POST clears the current draft, if its gate is open."""
    if request.method != "POST":
        return certificate(request, serial)
    draft = find_draft(request.user, serial)
    may_change(draft.deal, "draft.clear", by=request.user)
    if draft.state == DraftState.CLEARED:
        return redirect("reviews:certificate", serial)
    return _clear(request, draft)


def _clear(request: SignedInRequest, draft: Draft) -> HttpResponse:
    try:
        clear_draft(draft, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(draft.deal)
    messages.success(request, f"Draft {draft.number} is clear to sign.")
    return redirect("reviews:certificate", draft.deal.serial)
