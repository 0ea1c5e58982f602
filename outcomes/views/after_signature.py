from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from outcomes.presentation.deal_boxes import signed_box
from reviews.views.finding import find_draft

MOST_ASKED = 60
"""A page asks every two seconds; after two minutes it stops, and its link looks again."""


@require_GET
def after_signature(request: SignedInRequest, serial: int) -> HttpResponse:
    """The box of what comes after the signature, asked for again while the handover is being made."""
    require(request.user, "handover.read")
    draft = find_draft(request.user, serial)
    if not request.htmx:
        return redirect(draft.deal)
    asked = request.GET.get("asked", "0")
    times = min(int(asked), MOST_ASKED) if asked.isdecimal() and len(asked) < 4 else MOST_ASKED
    signed = signed_box(draft, request.user, timezone.localdate())
    shown = {"draft": draft, "signed": signed, "asked": times + 1, "is_over": times >= MOST_ASKED}
    return render(request, "outcomes/_signed.html", shown)
