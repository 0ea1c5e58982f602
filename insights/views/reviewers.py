"""A reviewer's panel: private to the reviewer and the lead of their function."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.permissions import require
from accounts.requests import SignedInRequest
from insights.presentation.reviewers import findings_of
from insights.queries.reviewers import find_reviewer, led_by, panel_of


@require_GET
def own_panel(request: SignedInRequest) -> HttpResponse:
    require(request.user, "reviewer_insight.read")
    return _shown(request, request.user)


@require_GET
def reviewer_panel(request: SignedInRequest, id: int) -> HttpResponse:
    return _shown(request, find_reviewer(id, request.user))


def _shown(request: SignedInRequest, reviewer: User) -> HttpResponse:
    shown = {
        "reviewer": reviewer,
        "is_own": reviewer == request.user,
        "findings": findings_of(panel_of(reviewer)),
        "led": led_by(request.user),
    }
    return render(request, "insights/reviewer.html", shown)
