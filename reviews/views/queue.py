from datetime import timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.permissions import may, require
from reviews.models import ReviewRequest
from reviews.presentation.queue import empty_text, figures_of, lead_of, queue_row, tabs_of
from reviews.queries.conditions import conditions_waiting_for
from reviews.queries.waiting import Narrowing, deals_waiting, functions_waiting, tally_of, waiting_for
from reviews.queries.workload import answered_since, pace_of

ROWS_A_PAGE = 25
A_WEEK = timedelta(days=7)
HINTS = [
    {"keys": ["J", "K"], "text": "move"},
    {"keys": ["Enter"], "text": "open"},
    {"keys": ["?"], "text": "all keys"},
]


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """My reviews: what waits for the person's functions, most urgent first."""
    person: User = request.user
    require(person, "review.record")
    now, narrowing = timezone.now(), Narrowing.read(request.GET)
    tally = tally_of(person, now)
    shown = {
        "tally": tally,
        "narrowing": narrowing,
        "conditions": conditions_waiting_for(person),
        "leads": may(person, "bottleneck.read"),
    }
    if not tally.terms:
        shown["empty_text"] = empty_text(answered_since(person, now - A_WEEK), pace_of(person))
        return render(request, "reviews/queue.html", shown)
    functions = functions_waiting(person)
    page = Paginator(waiting_for(person, narrowing), ROWS_A_PAGE).get_page(request.GET.get("page"))
    shown |= {
        "rows": [queue_row(asked, narrowing, now) for asked in page],
        "lead": lead_of(tally, functions),
        "figures": figures_of(person, tally, functions, now),
        "tabs": tabs_of(functions, narrowing, tally),
        "deals": deals_waiting(person),
        "hints": HINTS,
    }
    return render(request, "reviews/queue.html", {**shown, **_pager(page, narrowing)})


def _pager(page: Page[ReviewRequest], narrowing: Narrowing) -> dict[str, Any]:
    start = reverse("reviews:queue") + (f"{narrowing.query}&" if narrowing.query else "?")
    return {
        "newer": f"{start}page={page.previous_page_number()}" if page.has_previous() else "",
        "older": f"{start}page={page.next_page_number()}" if page.has_next() else "",
    }
