from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.permissions import may, require
from accounts.requests import SignedInRequest
from reviews.actions import approve_all
from reviews.forms.bulk import BulkForm
from reviews.presentation.turns import turn_row
from reviews.queries.glass import lately_broken
from reviews.queries.questions import asked_since
from reviews.queries.queue import submissions_waiting_for
from reviews.queries.turns import turns_of

ROWS_A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def approvals(request: SignedInRequest) -> HttpResponse:
    """Drafts that wait for the person's approval, the oldest first, and those whose turn comes later; POST
    approves the ticked ones, each on its own, and says of each what happened."""
    require(request.user, "approval.decide")
    form = BulkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        outcomes = approve_all(said["chosen"], by=request.user, note=said["note"])
        shown = {"outcomes": outcomes, "done": sum(outcome.is_done for outcome in outcomes)}
        return render(request, "reviews/approvals_done.html", shown)
    return render(
        request, "reviews/approvals.html", _shown(request, form), status=422 if form.errors else 200
    )


def _shown(request: SignedInRequest, form: BulkForm) -> dict[str, Any]:
    page = Paginator(submissions_waiting_for(request.user), ROWS_A_PAGE).get_page(request.GET.get("page"))
    turns = turns_of(list(page.object_list), request.user)
    asked = asked_since([turn.ask for turn in turns])
    return {
        "form": form,
        "now": [turn_row(turn, asked.get(turn.ask.pk)) for turn in turns if turn.is_now],
        "later": [turn_row(turn) for turn in turns if not turn.is_now],
        "broken": lately_broken() if may(request.user, "glass.break") else None,
        "newer": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "older": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
