from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from outcomes.presentation.renewals import address, renewal_rows, state_tabs
from outcomes.queries.renewals import STATES, counts_of, listed, renewals_of

ON_A_PAGE = 25


@require_GET
def renewals(request: SignedInRequest) -> HttpResponse:
    """Contracts that can be renewed, the due ones first."""
    require(request.user, "renewal.read")
    today = timezone.localdate()
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else ""
    found = renewals_of(request.user)
    page = Paginator(listed(found, state, today), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "state": state,
        "tabs": state_tabs(state, counts_of(found, today)),
        "rows": renewal_rows(page.object_list, request.user, today),
        "newer_url": address(state, page.previous_page_number()) if page.has_previous() else "",
        "older_url": address(state, page.next_page_number()) if page.has_next() else "",
    }
    return render(request, "outcomes/renewals.html", shown)
