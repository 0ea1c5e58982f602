from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import Function
from accounts.permissions import require
from accounts.requests import SignedInRequest
from insights.filters import Filter
from insights.presentation.functions import function_page, functions_page
from insights.presentation.paging import paged
from insights.queries.answering import held_by_function
from insights.queries.cells import cells_behind, cells_by, type_names
from insights.queries.forward_load import forward_load
from insights.views.answering import Answer, answer


@require_GET
def functions(request: SignedInRequest) -> Answer:
    """Load, response time and said against real, of each function."""
    require(request.user, "insight.read")
    today = timezone.localdate()
    chosen = Filter.from_query(request.GET, today)
    page = functions_page(
        chosen, forward_load(chosen, today), held_by_function(chosen), cells_by("function", chosen)
    )
    return answer(request, page, chosen)


@require_GET
def function(request: SignedInRequest, code: str) -> Answer:
    """One function by type of term, with the deals behind it."""
    require(request.user, "insight.read")
    chosen = Filter.from_query(request.GET, timezone.localdate())
    found = get_object_or_404(Function, code=code.upper())
    page = function_page(
        chosen,
        found,
        cells_by("type_code", chosen, function=found),
        next(iter(cells_by("function", chosen, function=found)), None),
        next((held for held in held_by_function(chosen) if held.code == found.code), None),
        type_names(),
        paged(cells_behind(request.user, chosen, function=found), request.GET),
    )
    return answer(request, page, chosen)
