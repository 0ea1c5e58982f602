from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from outcomes.presentation.obligation_tabs import address, narrowing_of, state_tabs
from outcomes.presentation.obligations import obligation_rows
from outcomes.queries.obligations import counts_of, in_state, obligations_of, with_their_deal

ON_A_PAGE = 25


@require_GET
def obligations(request: SignedInRequest) -> HttpResponse:
    """What is to be kept after signing: by the person, by one function, or by everybody."""
    require(request.user, "obligation.read")
    today = timezone.localdate()
    asked = request.GET
    narrowing, tabs = narrowing_of(request.user, asked.get("whose", ""), asked.get("state", ""))
    found = obligations_of(request.user, narrowing.whose)
    listed = with_their_deal(in_state(found, narrowing.state, today))
    page = Paginator(listed, ON_A_PAGE).get_page(asked.get("page"))
    shown = {
        "narrowing": narrowing,
        "tabs": tabs,
        "states": state_tabs(narrowing, counts_of(found, today)),
        "rows": obligation_rows(page.object_list, today),
        "newer_url": address(narrowing, page.previous_page_number()) if page.has_previous() else "",
        "older_url": address(narrowing, page.next_page_number()) if page.has_next() else "",
    }
    return render(request, "outcomes/obligations.html", shown)
