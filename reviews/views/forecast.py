from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from contracts.models import Draft
from contracts.policy import may_change, may_read_unsubmitted
from contracts.queries import drafts_for
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.forecast import forecast_of


@require_GET
def forecast(request: SignedInRequest, serial: int) -> HttpResponse:
    """What the draft being written would probably score: a fragment, or a page of its own."""
    require(request.user, "score.read")
    draft = get_object_or_404(drafts_for(request.user), deal__serial=serial, is_current=True)
    if not may_read_unsubmitted(draft.deal, request.user):
        raise Http404
    if not draft.is_editable:
        return redirect(draft.deal)
    shown: dict[str, object] = {"draft": draft, "deal": draft.deal, "may_edit": _may_edit(request, draft)}
    try:
        shown["forecast"] = forecast_of(draft)
    except Refused as refused:
        shown["sentence"] = str(refused)
    template = "reviews/_forecast.html" if request.htmx else "reviews/forecast.html"
    return render(request, template, shown)


def _may_edit(request: SignedInRequest, draft: Draft) -> bool:
    try:
        may_change(draft.deal, "draft.edit", by=request.user)
    except Forbidden:
        return False
    return True
