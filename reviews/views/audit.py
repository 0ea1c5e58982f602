from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from reviews.presentation.audit import audit_rows, kind_choices, period_choices
from reviews.queries.audit import AuditNarrowing, audited

ROWS_A_PAGE = 30


@require_GET
def audit(request: SignedInRequest) -> HttpResponse:
    """Broken glass, voids, lapses, added approvers, steps handed over and policies, newest first."""
    require(request.user, "audit.read")
    narrowing = AuditNarrowing.read(request.GET.get("kind", ""), request.GET.get("period", ""))
    page = Paginator(audited(narrowing), ROWS_A_PAGE).get_page(request.GET.get("page"))
    kept = urlencode({"kind": narrowing.kind, "period": narrowing.period})
    shown = {
        "rows": audit_rows(list(page.object_list)),
        "count": page.paginator.count,
        "kinds": kind_choices(narrowing),
        "periods": period_choices(narrowing),
        "newer_url": f"?{kept}&page={page.previous_page_number()}" if page.has_previous() else "",
        "older_url": f"?{kept}&page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "reviews/audit.html", shown)
