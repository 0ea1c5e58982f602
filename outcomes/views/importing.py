from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import require
from accounts.requests import SignedInRequest
from dealdesk.kit.refusals import Refused
from dealdesk.kit.spreadsheets import csv_response
from outcomes.actions import start_import, take_import
from outcomes.csv_rows import COLUMNS, MOST_ROWS, read_sheet
from outcomes.forms.importing import OutcomeImportForm
from outcomes.import_rows import kept_rows, planned_rows
from outcomes.models import OutcomeImport
from outcomes.presentation.importing import counted_rows, shown_rows, summary_of
from outcomes.queries.import_targets import plan_import

ON_A_PAGE = 50
MOST_FAULTS = 50
SAMPLE = [
    ("D-2001", "support-response", "SUP", 12.5, 40, "", ""),
    ("D-2001", "support-response", "FIN", 3, 0, "", ""),
    ("D-2001", "support-response", "SUP", "", "", 41, "2026-03"),
]


@require_http_methods(["GET", "POST"])
def outcome_import(request: SignedInRequest) -> HttpResponse:
    """Send a file of hours and tickets; nothing is taken over before it was looked at."""
    require(request.user, "outcome.import")
    form = OutcomeImportForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            found = start_import(form.name, form.content, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("outcomes:import_preview", found.pk)
    context = {"form": form, "columns": COLUMNS, "most_rows": MOST_ROWS}
    return render(request, "outcomes/import.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def import_preview(request: SignedInRequest, id: int) -> HttpResponse:
    """What would become of each row, or became of it. POST takes all of them over."""
    found = get_object_or_404(OutcomeImport, pk=id, by=request.user)
    require(request.user, "outcome.import")
    if request.method == "POST":
        take_import(found, by=request.user)
        messages.success(request, f"Taken over: {counted_rows(found)} of {found.name}.")
        return redirect("outcomes:import_preview", found.pk)
    plan = None if found.taken_at else plan_import(read_sheet(found.text), request.user)
    rows = planned_rows(plan) if plan else kept_rows(found)
    faults = plan.faults if plan else []
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "found": found,
        "rows": shown_rows(page.object_list),
        "faults": faults[:MOST_FAULTS],
        "fault_count": len(faults),
        "summary": summary_of(found, rows),
        "newer_url": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "older_url": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "outcomes/import_preview.html", context)


@require_GET
def import_sample(request: SignedInRequest) -> StreamingHttpResponse:
    """A file to begin with."""
    require(request.user, "outcome.import")
    return csv_response("hours-and-tickets", COLUMNS, SAMPLE)
