from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.permissions import require
from accounts.requests import SignedInRequest
from dealdesk.kit.refusals import Refused
from reviews.actions import publish_policy_draft, retire_policy
from reviews.forms.policy_versions import RetireForm
from reviews.presentation.policy_compare import changes_of
from reviews.presentation.policy_editor import editor_page
from reviews.presentation.policy_moments import from_when
from reviews.queries.policies import current_policy
from reviews.views.policy_finding import find_open_draft, find_version, revision_in


@require_http_methods(["GET", "HEAD", "POST"])
def policy_publish(request: SignedInRequest, id: int) -> HttpResponse:
    """Show what publishing would change, then publish."""
    draft = find_open_draft(request.user, id, "policy.publish")
    refusal = ""
    if request.method == "POST":
        try:
            version = publish_policy_draft(draft, revision=revision_in(request), by=request.user)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, f"Policy {version.number} is published, {from_when(version)}.")
            return redirect("reviews:policy")
    page = editor_page(draft, request.user)
    shown = {"head": page.head, "page": page, "refusal": refusal, "changes": changes_of(draft)}
    return render(request, "reviews/policy_publish.html", shown, status=409 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def policy_retire(request: SignedInRequest, number: int) -> HttpResponse:
    """Ask for the reason, then take a version out of force."""
    require(request.user, "policy.retire")
    version = find_version(number)
    form = RetireForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            retire_policy(version, form.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Policy {version.number} is retired.")
            return redirect("reviews:policy")
    shown = {"version": version, "form": form, "is_current": version == current_policy()}
    return render(request, "reviews/policy_retire.html", shown, status=422 if form.errors else 200)
