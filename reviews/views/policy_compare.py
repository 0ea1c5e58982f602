from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from reviews.presentation.policy_compare import compare_page
from reviews.queries.policies import current_policy


@require_GET
def policy_compare(request: SignedInRequest) -> HttpResponse:
    """What changed from one version or draft to another; without a choice, from the version in force."""
    require(request.user, "policy.read")
    current = str(current_policy().number)
    page = compare_page(request.GET.get("from") or current, request.GET.get("to") or current)
    return render(request, "reviews/policy_compare.html", {"page": page})
