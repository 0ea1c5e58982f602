from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import may, require
from accounts.requests import SignedInRequest
from outcomes.presentation.check_in_rows import check_in_rows, tabs_of
from outcomes.queries.check_ins import DUE, SHOWN, listed

ON_A_PAGE = 25


@require_GET
def check_ins(request: SignedInRequest) -> HttpResponse:
    """What the person's functions are asked about signed deals: now, later, and what they have answered."""
    require(request.user, "check_in.read")
    asked = request.GET.get("show", DUE)
    shown = asked if asked in SHOWN else DUE
    today = timezone.localdate()
    page = Paginator(listed(request.user, shown, today), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": check_in_rows(page.object_list, today),
        "shown": shown,
        "may_import": may(request.user, "outcome.import"),
        "tabs": tabs_of(shown, request.user, today),
        "newer_url": f"?show={shown}&page={page.previous_page_number()}" if page.has_previous() else "",
        "older_url": f"?show={shown}&page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "outcomes/check_ins.html", context)
