from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from dealdesk.kit.refusals import Refused
from reviews.actions import discard_policy_draft, propose_policy_draft, save_policy_draft
from reviews.actions.policy_drafts import SavedMeanwhile
from reviews.forms.policy_details import DetailsForm
from reviews.models import PolicyDraft
from reviews.presentation.policy_editor import draft_head, editor_page
from reviews.views.policy_finding import find_open_draft, find_policy_draft, revision_in


@require_http_methods(["GET", "HEAD", "POST"])
def policy_draft(request: SignedInRequest, id: int) -> HttpResponse:
    """A draft with its rules in words and what the check finds; a POST saves its name and date."""
    is_post = request.method == "POST"
    draft = find_open_draft(request.user, id) if is_post else find_policy_draft(request.user, id)
    form = DetailsForm(request.POST if is_post else None, draft=draft)
    if form.is_valid() and _is_saved(request, draft, form):
        return redirect("reviews:policy_draft", draft.pk)
    page = editor_page(draft, request.user)
    shown = {"head": page.head, "page": page, "form": form}
    return render(request, "reviews/policy_draft.html", shown, status=422 if form.errors else 200)


def _is_saved(request: SignedInRequest, draft: PolicyDraft, form: DetailsForm) -> bool:
    try:
        what = "changed the name, the note or the date"
        save_policy_draft(
            draft, revision=revision_in(request), by=request.user, what=what, **form.cleaned_data
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        form.note_revision(refused)
        return False
    messages.success(request, "Saved.")
    return True


@require_POST
def policy_propose(request: SignedInRequest, id: int) -> HttpResponseRedirect:
    """Ask the deal desk to publish it."""
    draft = find_open_draft(request.user, id)
    try:
        propose_policy_draft(draft, revision=revision_in(request), by=request.user)
    except SavedMeanwhile as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Proposed. The deal desk was told.")
    return redirect("reviews:policy_draft", draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def policy_discard(request: SignedInRequest, id: int) -> HttpResponse:
    """Ask, then put the draft away."""
    draft = find_open_draft(request.user, id)
    if request.method == "POST":
        discard_policy_draft(draft, by=request.user)
        messages.success(request, f"“{draft.name}” was discarded.")
        return redirect("reviews:policy_drafts")
    return render(request, "reviews/policy_discard.html", {"head": draft_head(draft, request.user)})
