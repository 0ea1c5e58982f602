from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.models import Function
from accounts.permissions import require
from accounts.requests import SignedInRequest
from reviews.models import PolicyVersion
from reviews.presentation.policy_page import policy_page
from reviews.presentation.score_page import as_json
from reviews.queries.policies import current_policy

ROWS_A_PAGE = 20


@require_GET
def policy(request: SignedInRequest) -> HttpResponse:
    """The policy in force, or the version that ?version= names; ?format=json is what the command reads."""
    require(request.user, "policy.read")
    current = current_policy()
    version = _named(request.GET.get("version", "")) if request.GET.get("version") else current
    if request.GET.get("format") == "json":
        headers = {"Content-Disposition": f'attachment; filename="policy-{version.number}.json"'}
        return HttpResponse(
            as_json(version.document["engine"]), content_type="application/json", headers=headers
        )
    versions = Paginator(PolicyVersion.objects.select_related("published_by"), ROWS_A_PAGE)
    page = versions.get_page(request.GET.get("page"))
    start = f"{reverse('reviews:policy')}?page="
    shown = {
        "policy": policy_page(version, dict(Function.objects.values_list("code", "name"))),
        "is_current": version == current,
        "versions": page,
        "newer": f"{start}{page.previous_page_number()}" if page.has_previous() else "",
        "older": f"{start}{page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "reviews/policy.html", shown)


def _named(number: str) -> PolicyVersion:
    is_number = number.isascii() and number.isdigit() and len(number) <= 9
    found = PolicyVersion.objects.filter(number=int(number)).first() if is_number else None
    if found is None:
        raise Http404
    return found
