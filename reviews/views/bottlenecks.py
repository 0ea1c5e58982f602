"""Where deals wait: across all functions, and for one in depth."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import Function
from accounts.permissions import require
from reviews.presentation.bottlenecks import approver_rows, figures_of, place_rows, wait_row
from reviews.queries.bottlenecks import (
    approvers_waited_for,
    queueing_by_person,
    queueing_by_type,
    queueing_of_functions,
    waiting_requests,
)

ROWS_A_PAGE = 25


@require_GET
def bottlenecks(request: HttpRequest) -> HttpResponse:
    """Which function and which approver is waited for most."""
    require(request.user, "bottleneck.read")
    now = timezone.now()
    shown = {
        "rows": place_rows(queueing_of_functions(now)),
        "approvers": approver_rows(approvers_waited_for(now)),
    }
    return render(request, "reviews/bottlenecks.html", shown)


@require_GET
def function_waiting(request: HttpRequest, code: str) -> HttpResponse:
    """What waits for one function, by person and by type of term, and how fast it was of late."""
    require(request.user, "bottleneck.read")
    function, now = (
        get_object_or_404(Function.objects.prefetch_related("holidays"), code=code),
        timezone.now(),
    )
    page = Paginator(waiting_requests(function), ROWS_A_PAGE).get_page(request.GET.get("page"))
    types = queueing_by_type(function, now)
    shown = {
        "function": function,
        "figures": figures_of(function, next(row for row in queueing_of_functions(now) if row.code == code)),
        "types": place_rows(types),
        "people": place_rows(queueing_by_person(function, now)),
        "rows": [wait_row(asked, now) for asked in page],
        "newer": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "older": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "reviews/function_waiting.html", shown)
