from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import require
from accounts.requests import SignedInRequest
from contracts.forms.customer import ConcernFilter
from contracts.queries.concerns import open_concerns

ON_A_PAGE = 25


@require_GET
def concerns(request: SignedInRequest) -> HttpResponse:
    """Open concerns of all customers, the worst and oldest first, narrowed and a page at a time."""
    require(request.user, "customer.read")
    form = ConcernFilter(request.GET)
    form.is_valid()
    said = form.cleaned_data
    found = open_concerns(
        request.user,
        severity=said.get("severity", ""),
        owner=said.get("owner", ""),
        told_before=form.told_before,
    )
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    narrowed = {name: value for name, value in said.items() if value}
    shown = {
        "form": form,
        "page": page,
        "today": timezone.localdate(),
        "is_narrowed": bool(narrowed),
        "newer_url": _address(narrowed, page.previous_page_number()) if page.has_previous() else "",
        "older_url": _address(narrowed, page.next_page_number()) if page.has_next() else "",
    }
    return render(request, "contracts/concerns.html", shown)


def _address(narrowed: dict[str, object], number: int) -> str:
    return "?" + urlencode({**narrowed, "page": number})
