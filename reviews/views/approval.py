from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.permissions import require
from accounts.requests import SignedInRequest
from contracts.models import Draft, DraftState
from dealdesk.kit.refusals import Refused
from reviews.actions import decide
from reviews.forms.approval import DecisionForm
from reviews.policy import may_approve
from reviews.presentation.approval_page import approval_page
from reviews.presentation.handing import hand_lines
from reviews.queries.questions import questions_of
from reviews.queries.rounds import rounds_shown
from reviews.views.finding import find_draft


@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: SignedInRequest, serial: int) -> HttpResponse:
    """Read what a draft commits us to, and decide; a decision holds for exactly what was shown."""
    draft = find_draft(request.user, serial)
    require(request.user, "approval.decide")
    may_approve(draft.deal, by=request.user)
    if draft.state == DraftState.DRAFTING:
        messages.info(request, f"Draft {draft.number} is being written; nothing waits for a decision.")
        return redirect(draft.deal)
    form = DecisionForm(request.POST if request.method == "POST" else None, deal=draft.deal)
    if form.is_valid() and _decided(request, draft, form):
        return redirect("reviews:approvals")
    shown = {
        "page": approval_page(draft, request.user),
        "form": form,
        "questions": questions_of(draft),
        "handing": hand_lines(draft, request.user),
        "rounds": rounds_shown(draft),
    }
    return render(request, "reviews/approval.html", shown, status=422 if form.errors else 200)


def _decided(request: SignedInRequest, draft: Draft, form: DecisionForm) -> bool:
    said = form.cleaned_data
    seen = request.POST.get("seen", "")
    try:
        decision = decide(
            draft,
            said["decision"],
            by=request.user,
            seen_digest=seen,
            note=said["note"],
            condition=form.asked_condition,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, f"{draft.deal.number} draft {draft.number}: {decision.get_decision_display()}.")
    return True
