from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.permissions import may, require
from accounts.requests import SignedInRequest
from reviews.models import PolicyVersion
from reviews.presentation.history import days_of
from reviews.presentation.policy_learned import learned_box
from reviews.presentation.policy_moments import from_when, version_lines
from reviews.presentation.policy_page import policy_page
from reviews.presentation.policy_parts import policy_parts
from reviews.presentation.score_page import as_json
from reviews.queries.history import function_names
from reviews.queries.policies import current_policy
from reviews.queries.policy_drafts import open_policy_drafts, policy_events, policy_versions
from reviews.views.policy_finding import find_version

ROWS_A_PAGE = 20
EVENTS = 5


@require_GET
def policy(request: SignedInRequest) -> HttpResponse:
    """The policy in force, or the version that ?version= names; ?format=json is what the command reads."""
    require(request.user, "policy.read")
    current = current_policy()
    version = find_version(request.GET["version"]) if request.GET.get("version") else current
    if request.GET.get("format") == "json":
        return _engine_file(version)
    names = function_names()
    page = Paginator(policy_versions(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    start = f"{reverse('reviews:policy')}?page="
    shown = {
        "policy": policy_page(version, names),
        "parts": policy_parts(version),
        "learned": learned_box(version.document.get("learned", {}), names, request.user),
        "is_current": version == current,
        "since": from_when(version),
        "other_word": "A later" if version.number < current.number else "Another",
        "versions": page,
        "lines": version_lines(list(page), current),
        "newer": f"{start}{page.previous_page_number()}" if page.has_previous() else "",
        "older": f"{start}{page.next_page_number()}" if page.has_next() else "",
        "draft_count": open_policy_drafts().count(),
        "may_edit": may(request.user, "policy.edit"),
        "days": days_of(policy_events(EVENTS)[0], {}),
    }
    return render(request, "reviews/policy.html", shown)


def _engine_file(version: PolicyVersion) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="policy-{version.number}.json"'}
    text = as_json(version.document["engine"])
    return HttpResponse(text, content_type="application/json", headers=headers)
