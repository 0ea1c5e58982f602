from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import may
from accounts.requests import SignedInRequest
from reviews.forms.deals import NarrowForm
from reviews.presentation.deals_page import deals_page


@require_GET
def deals(request: SignedInRequest) -> HttpResponse:
    """My deals, or with `?scope=all` all that the person may see; narrowed by what the address says."""
    may_create = may(request.user, "deal.create")
    scope = request.GET.get("scope", "")
    is_mine = scope == "mine" or (scope != "all" and may_create and "q" not in request.GET)
    form = NarrowForm(request.GET, person=request.user, is_mine=is_mine)
    page = request.GET.get("page", "1")
    number = int(page) if page.isdecimal() and len(page) < 6 else 1
    shown = {"page": deals_page(request.user, form.narrowing, number), "form": form, "may_create": may_create}
    return render(request, "reviews/deals.html", shown)
