"""The deals behind any figure of the dashboard."""

from dataclasses import replace

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from dealdesk.kit.spreadsheets import csv_response
from insights.drilling import Behind
from insights.filters import Filter
from insights.presentation.behind import behind_page
from insights.presentation.filter_bar import filter_bar


@require_GET
def deals_behind(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    """Only deals that the person may see; ?csv=deals downloads them all, up to 5,000."""
    require(request.user, "insight.read")
    today = timezone.localdate()
    chosen, behind = Filter.from_query(request.GET, today), Behind.from_query(request.GET)
    page = behind_page(request.user, chosen, behind, request.GET, today)
    (table,) = page.tables
    if "csv" in request.GET:
        return csv_response(f"deals-{behind.of}-{chosen.period}", table.file_head, table.written())
    table = replace(table, csv_url=chosen.as_query(**behind.kept, csv=table.code))
    shown = {
        "page": replace(page, tables=[table]),
        "bar": filter_bar(chosen, today, kept=behind.kept),
        "chosen": chosen,
    }
    return render(request, "insights/behind.html", shown)
