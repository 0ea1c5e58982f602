from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import Function
from accounts.permissions import require
from accounts.requests import SignedInRequest
from insights.filters import Filter
from insights.presentation.paging import paged
from insights.presentation.types import TypeCounts, type_page, types_page
from insights.queries.cells import cells_behind, cells_by, deals_by_type, type_names
from insights.views.answering import Answer, answer


@require_GET
def types(request: SignedInRequest) -> Answer:
    """Every type of exception: what was said, what came of it."""
    require(request.user, "insight.read")
    chosen = Filter.from_query(request.GET, timezone.localdate())
    rows = cells_by("type_code", chosen)
    return answer(request, types_page(chosen, rows, _counts(chosen)), chosen)


@require_GET
def type_(request: SignedInRequest, code: str) -> Answer:
    """One of them, by function, with the deals behind it."""
    require(request.user, "insight.read")
    chosen = Filter.from_query(request.GET, timezone.localdate())
    counts = _counts(chosen)
    if code not in counts.names:
        raise Http404(f"No playbook has the type {code}.")
    page = type_page(
        chosen,
        code,
        cells_by("function", chosen, type_code=code),
        counts,
        dict(Function.objects.values_list("pk", "name")),
        next(iter(cells_by("type_code", chosen, type_code=code)), None),
        paged(cells_behind(request.user, chosen, type_code=code), request.GET),
    )
    return answer(request, page, chosen)


def _counts(chosen: Filter) -> TypeCounts:
    return TypeCounts(type_names(), deals_by_type(chosen))
