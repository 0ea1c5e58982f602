from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.requests import SignedInRequest
from reviews.presentation.deal_page import deal_page
from reviews.views.finding import find_draft

MOST_ASKED = 60
"""A page asks every two seconds; after two minutes it stops, and offers to compute the score at once."""


@require_GET
def gate(request: SignedInRequest, serial: int) -> HttpResponse:
    """The gate, the score and the life of a deal, asked for again while the score is being computed."""
    draft = find_draft(request.user, serial)
    if not request.htmx:
        return redirect(draft.deal)
    asked = request.GET.get("asked", "0")
    times = min(int(asked), MOST_ASKED) if asked.isdecimal() and len(asked) < 4 else MOST_ASKED
    page = deal_page(draft, request.user)
    return render(
        request, "reviews/_pulse.html", {"page": page, "asked": times + 1, "is_over": times >= MOST_ASKED}
    )
