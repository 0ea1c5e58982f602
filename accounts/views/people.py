from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.models import Role
from accounts.permissions import may, require
from accounts.queries import people as people_called
from accounts.requests import SignedInRequest

ROWS_A_PAGE = 25


@require_GET
def people(request: SignedInRequest) -> HttpResponse:
    """Everybody, by name; narrowed by words, by role, and to those who no longer work here."""
    require(request.user, "people.read")
    search, role = request.GET.get("q", ""), request.GET.get("role", "")
    is_active = request.GET.get("state") != "inactive"
    found = people_called(search=search, role=role, is_active=is_active)
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    facts = {
        "page": page,
        "search": search,
        "role": role,
        "is_active": is_active,
        "roles": Role.choices,
        "tabs": _tabs(is_active),
        "may_invite": may(request.user, "people.invite"),
        "newer": _page_url(request.GET, page.previous_page_number()) if page.has_previous() else "",
        "older": _page_url(request.GET, page.next_page_number()) if page.has_next() else "",
    }
    return render(request, "accounts/people.html", facts)


def _tabs(is_active: bool) -> list[dict[str, Any]]:
    address = reverse("accounts:people")
    return [
        {"label": "Active", "url": address, "is_current": is_active},
        {"label": "Deactivated", "url": f"{address}?state=inactive", "is_current": not is_active},
    ]


def _page_url(asked: QueryDict, number: int) -> str:
    """The same list at another page; only what the list understands is carried on."""
    kept = QueryDict(mutable=True)
    for name in ("q", "role", "state"):
        if asked.get(name):
            kept[name] = asked[name]
    kept["page"] = str(number)
    return f"{reverse('accounts:people')}?{kept.urlencode()}"
