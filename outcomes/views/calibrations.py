from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import may, require
from accounts.requests import SignedInRequest
from dealdesk.kit.refusals import Refused
from outcomes.actions.asking_calibration import ask_for_calibration
from outcomes.actions.proposing_calibration import propose_calibration
from outcomes.presentation.calibration_page import report_page
from outcomes.queries.calibrations import calibrations, known_deal_count, running_calibration
from reviews.queries.history import function_names

ROWS_A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def calibration_list(request: SignedInRequest) -> HttpResponse:
    """All runs, the newest first; a POST asks for another one."""
    if request.method == "POST":
        return _start(request)
    require(request.user, "calibration.read")
    page = Paginator(calibrations(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    start = f"{reverse('outcomes:calibrations')}?page="
    shown = {
        "page": page,
        "running": running_calibration(),
        "known": known_deal_count(),
        "may_start": may(request.user, "calibration.start"),
        "newer": f"{start}{page.previous_page_number()}" if page.has_previous() else "",
        "older": f"{start}{page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "outcomes/calibration/list.html", shown)


def _start(request: SignedInRequest) -> HttpResponseRedirect:
    try:
        run = ask_for_calibration(by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("outcomes:calibrations")
    return redirect("outcomes:calibration", run.pk)


@require_GET
def calibration(request: SignedInRequest, id: int) -> HttpResponse:
    """One run: still running, its report, or why there is none."""
    require(request.user, "calibration.read")
    run = get_object_or_404(calibrations(), pk=id)
    report = report_page(run, function_names())
    shown = {
        "run": run,
        "report": report,
        "may_propose": may(request.user, "policy.edit")
        and run.proposal_id is None
        and report is not None
        and report.proposes,
    }
    is_part = request.htmx and request.htmx.target == "calibration"
    return render(request, f"outcomes/calibration/{'_run' if is_part else 'run'}.html", shown)


@require_POST
def propose(request: SignedInRequest, id: int) -> HttpResponseRedirect:
    """Make a policy draft of what a run has learned."""
    require(request.user, "policy.edit")
    run = get_object_or_404(calibrations(), pk=id)
    try:
        draft = propose_calibration(run, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("outcomes:calibration", run.pk)
    messages.success(request, "The draft is made. Nothing of it is in force until somebody publishes it.")
    return redirect("reviews:policy_draft", draft.pk)
