from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import may, require
from accounts.requests import SignedInRequest
from contracts.queries import counted_customers, find_customers

ON_A_PAGE = 25


@require_GET
def customers(request: SignedInRequest) -> HttpResponse:
    """Customers by name, with search, a page at a time."""
    require(request.user, "customer.read")
    words = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:100]
    found = Paginator(find_customers(words), ON_A_PAGE)
    page = found.get_page(request.GET.get("page"))
    page.object_list = list(counted_customers(page.object_list, request.user))
    shown = {
        "page": page,
        "words": words,
        "may_edit": may(request.user, "customer.edit"),
        "newer_url": _address(words, page.previous_page_number() if page.has_previous() else None),
        "older_url": _address(words, page.next_page_number() if page.has_next() else None),
    }
    return render(request, "contracts/customers.html", shown)


def _address(words: str, number: int | None) -> str:
    if number is None:
        return ""
    return "?" + urlencode({**({"q": words} if words else {}), "page": number})
