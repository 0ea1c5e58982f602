from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from reviews.presentation.history import days_of
from reviews.queries.policy_drafts import policy_events
from reviews.views.policy_finding import whole

EVENTS_A_PAGE = 30


@require_GET
def policy_history(request: SignedInRequest) -> HttpResponse:
    """What happened to the policy and its drafts, newest first."""
    require(request.user, "policy.read")
    before = request.GET.get("before", "")
    events, older = policy_events(EVENTS_A_PAGE, whole(before) if before else None)
    here = reverse("reviews:policy_history")
    shown = {
        "days": days_of(events, {}),
        "older": f"{here}?before={older}" if older else "",
        "newest": here if before else "",
    }
    return render(request, "reviews/policy_history.html", shown)
