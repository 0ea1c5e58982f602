from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.permissions import require
from accounts.requests import SignedInRequest
from dealdesk.kit.refusals import Refused
from reviews.actions import start_policy_draft
from reviews.forms.policy_text import ImportForm


@require_http_methods(["GET", "HEAD", "POST"])
def policy_import(request: SignedInRequest) -> HttpResponse:
    """Start a draft from a file."""
    require(request.user, "policy.edit")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*sent)
    if form.is_valid():
        try:
            named = form.cleaned_data["name"]
            draft = start_policy_draft(by=request.user, rules=form.document, name=named)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Read. Below is what the check finds in it.")
            return redirect("reviews:policy_draft", draft.pk)
    return render(request, "reviews/policy_import.html", {"form": form}, status=422 if form.errors else 200)
