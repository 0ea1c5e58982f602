"""The dashboard of executives, its numbers as CSV, and what they mean."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from dealdesk.kit.spreadsheets import csv_response
from insights.filters import Filter
from insights.presentation.dashboard.charts import CHARTS
from insights.presentation.dashboard.page import dashboard_page
from insights.presentation.definitions import DEFINITIONS


@require_GET
def dashboard(request: SignedInRequest) -> HttpResponse:
    """What waits, what will overload, what was signed and how it turned out."""
    require(request.user, "insight.read")
    now = timezone.now()
    chosen = Filter.from_query(request.GET, timezone.localdate(now))
    shown = {"page": dashboard_page(request.user, chosen, now), "chosen": chosen}
    return render(request, "insights/dashboard.html", shown)


@require_GET
def chart_csv(request: SignedInRequest, chart: str) -> StreamingHttpResponse:
    """The numbers of one chart, narrowed as the address says."""
    require(request.user, "insight.read")
    if chart not in CHARTS:
        raise Http404(f"There is no chart called {chart}.")
    today = timezone.localdate()
    chosen = Filter.from_query(request.GET, today)
    table = CHARTS[chart](chosen, today).table
    head, rows = (table.file_head, table.written()) if table else (("Nothing to show",), iter(()))
    return csv_response(f"{chart}-{chosen.period}", head, rows)


@require_GET
def definitions(request: SignedInRequest) -> HttpResponse:
    """Exactly what each figure is, in plain words."""
    require(request.user, "insight.read")
    return render(request, "insights/definitions.html", {"definitions": DEFINITIONS})
