"""How each of the further pages is answered: as a page, or one of its tables as CSV."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from dealdesk.kit.spreadsheets import csv_response
from insights.filters import Filter
from insights.presentation.filter_bar import filter_bar
from insights.presentation.tables import InsightPage

Answer = HttpResponse | StreamingHttpResponse


def answer(
    request: HttpRequest, page: InsightPage, chosen: Filter, *, template: str = "insights/further.html"
) -> Answer:
    """The page; with ?csv=code the table of that code, as a download. Raises Http404 for another code."""
    code = request.GET.get("csv")
    if code is not None:
        return _download(page, code, chosen)
    tables = [replace(each, csv_url=chosen.as_query(csv=each.code)) for each in page.tables]
    shown = {
        "page": replace(page, tables=tables),
        "bar": filter_bar(chosen, timezone.localdate()),
        "chosen": chosen,
    }
    return render(request, template, shown)


def _download(page: InsightPage, code: str, chosen: Filter) -> Answer:
    table = page.table(code)
    if table is None or not table.has_csv:
        raise Http404(f"There is no table called {code}.")
    return csv_response(f"{page.name}-{table.code}-{chosen.period}", table.file_head, table.written())
