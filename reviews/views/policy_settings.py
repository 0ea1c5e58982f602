from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from dealdesk.kit.refusals import Refused
from reviews.actions import save_policy_draft
from reviews.forms.policy_settings import SettingsForm, with_parts
from reviews.models import PolicyDraft
from reviews.presentation.policy_editor import draft_head
from reviews.views.policy_finding import find_open_draft, revision_in


@require_http_methods(["GET", "HEAD", "POST"])
def policy_settings(request: SignedInRequest, id: int) -> HttpResponse:
    """Clocks, rounds, four eyes, groups, ladders and exchange rates of a draft."""
    draft = find_open_draft(request.user, id)
    form = SettingsForm(request.POST if request.method == "POST" else None, draft=draft)
    if form.is_valid() and _is_saved(request, draft, form):
        return redirect("reviews:policy_settings", draft.pk)
    shown = {"head": draft_head(draft, request.user, "reviews:policy_settings"), "form": form}
    return render(request, "reviews/policy_settings.html", shown, status=422 if form.errors else 200)


def _is_saved(request: SignedInRequest, draft: PolicyDraft, form: SettingsForm) -> bool:
    try:
        save_policy_draft(
            draft,
            revision=revision_in(request),
            by=request.user,
            what="changed the settings",
            rules=with_parts(draft.rules, form.parts),
            exchange_rates=form.rates,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        form.note_revision(refused)
        return False
    messages.success(request, "The settings are saved.")
    return True
