from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.permissions import may, require
from accounts.requests import SignedInRequest
from contracts.models import Draft
from dealdesk.kit.refusals import Forbidden, Refused
from reviews.actions import rescore
from reviews.presentation.score_page import OpenScore, open_score
from reviews.queries.answers import current_score
from reviews.queries.score_versions import score_named, scores_of
from reviews.views.finding import find_draft

ROWS_A_PAGE = 20


@require_http_methods(["GET", "POST"])
def score(request: SignedInRequest, serial: int) -> HttpResponse:
    """A score laid open, to be recomputed by anyone; POST computes it now, without waiting for the worker."""
    draft = find_draft(request.user, serial, request.GET.get("draft", ""))
    if request.method == "POST":
        return _recompute(request, draft)
    found = _opened(request, draft)
    if request.GET.get("format") == "json":
        return _download(found)
    page = Paginator(scores_of(draft), ROWS_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "draft": draft,
        "deal": draft.deal,
        "open": found,
        "page": page,
        "may_recompute": may(request.user, "score.recompute") and hasattr(draft, "submission"),
        **_pager(page, draft),
    }
    return render(request, "reviews/score.html", shown)


def _opened(request: SignedInRequest, draft: Draft) -> OpenScore | None:
    """The score that ?version= names, else the latest; None while there is none."""
    require(request.user, "score.read")
    version = request.GET.get("version", "")
    found = score_named(draft, version)
    if found is None and version:
        raise Http404
    if found is None:
        return None
    return open_score(found, draft, request.user, is_current=found == current_score(found.submission))


def _download(found: OpenScore | None) -> HttpResponse:
    if found is None:
        raise Http404
    if found.view.is_veiled:
        raise Forbidden(
            "You still owe a review of this draft; the inputs would tell what the others answered."
        )
    headers = {"Content-Disposition": f'attachment; filename="{found.file_name}"'}
    return HttpResponse(found.inputs, content_type="application/json", headers=headers)


def _recompute(request: SignedInRequest, draft: Draft) -> HttpResponse:
    require(request.user, "score.recompute")
    if not hasattr(draft, "submission"):
        raise Refused(f"Draft {draft.number} was not submitted yet, so there is nothing to score.")
    computed = rescore(draft.submission.pk)
    if computed is None:
        messages.error(request, "The score cannot be computed yet. The gate says what is missing.")
    else:
        messages.success(request, "The score is up to date.")
    return redirect(draft.deal)


def _pager(page: Any, draft: Draft) -> dict[str, str]:
    start = f"{reverse('reviews:score', args=[draft.deal.serial])}?draft={draft.number}&page="
    return {
        "newer": f"{start}{page.previous_page_number()}" if page.has_previous() else "",
        "older": f"{start}{page.next_page_number()}" if page.has_next() else "",
    }
