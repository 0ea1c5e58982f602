from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from reviews.presentation.turns import turn_row
from reviews.queries.questions import asked_since
from reviews.queries.queue import submissions_waiting_for
from reviews.queries.turns import turns_of

ROWS_A_PAGE = 20


@require_GET
def approvals(request: SignedInRequest) -> HttpResponse:
    """Drafts that wait for the person's approval, the oldest first, and those whose turn comes later."""
    require(request.user, "approval.decide")
    page = Paginator(submissions_waiting_for(request.user), ROWS_A_PAGE).get_page(request.GET.get("page"))
    turns = turns_of(list(page.object_list), request.user)
    asked = asked_since([turn.ask for turn in turns])
    shown = {
        "now": [turn_row(turn, asked.get(turn.ask.pk)) for turn in turns if turn.is_now],
        "later": [turn_row(turn) for turn in turns if not turn.is_now],
        "newer": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "older": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "reviews/approvals.html", shown)
