from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from reviews.presentation.bound_conditions import condition_lines
from reviews.queries.bound_conditions import open_count, own_conditions

ON_A_PAGE = 25


@require_GET
def conditions(request: SignedInRequest) -> HttpResponse:
    """What the person has to see to, open ones first, a page at a time."""
    require(request.user, "condition.read")
    page = Paginator(own_conditions(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "lines": condition_lines(page.object_list, request.user),
        "open_count": open_count(request.user),
        "newer_url": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "older_url": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "reviews/conditions.html", shown)
