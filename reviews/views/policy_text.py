from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from dealdesk.kit.refusals import Refused
from reviews.actions import save_policy_draft
from reviews.forms.policy_text import TextForm
from reviews.models import PolicyDraft
from reviews.presentation.policy_editor import draft_head, findings_in
from reviews.views.policy_finding import find_open_draft, revision_in


@require_http_methods(["GET", "HEAD", "POST"])
def policy_text(request: SignedInRequest, id: int) -> HttpResponse:
    """All rules of a draft as one text."""
    draft = find_open_draft(request.user, id)
    form = TextForm(request.POST if request.method == "POST" else None, draft=draft)
    if form.is_valid() and _is_saved(request, draft, form):
        return redirect("reviews:policy_text", draft.pk)
    document = form.document or draft.rules
    shown = {
        "head": draft_head(draft, request.user, "reviews:policy_text"),
        "form": form,
        "findings": None if form.has_error("text") else findings_in(document),
    }
    return render(request, "reviews/policy_text.html", shown, status=422 if form.errors else 200)


@require_POST
def policy_text_findings(request: SignedInRequest, id: int) -> HttpResponse:
    """What the check finds in a text while it is typed, as a fragment; nothing is saved."""
    form = TextForm(request.POST, draft=find_open_draft(request.user, id))
    shown = {"form": form, "findings": findings_in(form.document) if form.is_valid() else None}
    return render(request, "reviews/_policy_text_findings.html", shown)


def _is_saved(request: SignedInRequest, draft: PolicyDraft, form: TextForm) -> bool:
    try:
        save_policy_draft(
            draft,
            revision=revision_in(request),
            by=request.user,
            what="changed the text",
            rules=form.document,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        form.note_revision(refused)
        return False
    messages.success(request, "The text is saved.")
    return True
