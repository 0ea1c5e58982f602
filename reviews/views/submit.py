from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from contracts.content import draft_digest
from contracts.models import Draft, DraftState
from contracts.policy import may_change
from contracts.workflow import DRAFT_MOVES
from dealdesk.kit.refusals import Refused
from dealdesk.kit.states import IllegalMove
from reviews.actions import submit_draft
from reviews.queries.asking import asking_of
from reviews.queries.preview import preview_of
from reviews.queries.rounds import rounds_shown
from reviews.rounds import refusal_to_submit
from reviews.views.finding import find_draft


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: SignedInRequest, serial: int) -> HttpResponse:
    """Check whom a submission would ask; POST submits the current draft."""
    draft = find_draft(request.user, serial)
    may_change(draft.deal, "draft.submit", by=request.user)
    if request.method == "POST" and draft.state == DraftState.IN_REVIEW:
        return redirect(draft.deal)  # sent twice
    if not DRAFT_MOVES.allows(draft.state, "submit"):
        raise IllegalMove(DRAFT_MOVES.sentence(draft, "submit"))
    refusal = _submitted(request, draft) if request.method == "POST" else ""
    if request.method == "POST" and not refusal:
        messages.success(request, f"Draft {draft.number} is submitted. Everybody concerned is told once.")
        return redirect(draft.deal)
    asking = asking_of(draft)
    shown = {
        "deal": draft.deal,
        "draft": draft,
        "asking": asking,
        "preview": None if asking.troubles else preview_of(draft),
        "seen": draft_digest(draft),
        "refusal": refusal,
        "rounds_refusal": refusal_to_submit(rounds_shown(draft), request.user),
    }
    return render(request, "reviews/submit.html", shown, status=409 if refusal else 200)


def _submitted(request: SignedInRequest, draft: Draft) -> str:
    """Submit what was checked; the sentence of the refusal, or nothing."""
    if request.POST.get("seen", "") not in ("", draft_digest(draft)):
        return "The draft has changed since you checked it. Read once more whom it would ask, then submit."
    try:
        submit_draft(draft, by=request.user)
    except Refused as refusal:
        return str(refusal)
    return ""
