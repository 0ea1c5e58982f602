from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.permissions import may, require
from accounts.requests import SignedInRequest
from reviews.actions import start_policy_draft
from reviews.forms.policy_start import StartForm
from reviews.queries.policy_drafts import closed_policy_drafts, open_policy_drafts

ROWS_A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def policy_drafts(request: SignedInRequest) -> HttpResponse:
    """Policies that are being written; a POST starts one from a version or a sample."""
    require(request.user, "policy.edit" if request.method == "POST" else "policy.read")
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        draft = start_policy_draft(by=request.user, **form.start)
        messages.success(request, "The draft is open. Nothing of it is in force until it is published.")
        return redirect("reviews:policy_draft", draft.pk)
    closed = Paginator(closed_policy_drafts(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    start = f"{reverse('reviews:policy_drafts')}?page="
    shown = {
        "open": open_policy_drafts()[:100],
        "closed": closed,
        "newer": f"{start}{closed.previous_page_number()}" if closed.has_previous() else "",
        "older": f"{start}{closed.next_page_number()}" if closed.has_next() else "",
        "form": form if may(request.user, "policy.edit") else None,
    }
    return render(request, "reviews/policy_drafts.html", shown, status=422 if form.errors else 200)
